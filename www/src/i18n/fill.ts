import type { Texts } from "./index.js";

/** Puts values into a text: `{name}` is the value, `{name?one:many}` a word chosen by whether the value is 1. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)(?:\?(\w+):(\w+))?\}/g, (_, name: string, one?: string, many?: string) =>
    one ? (values[name] === 1 ? one : many!) : String(values[name]),
  );

/** A probability as readers know it: whole per cent. No model is certain, so 99 is the most. */
export const percentOf = (t: Texts, probability: number): string =>
  fill(t.percent, { p: Math.min(99, Math.round(probability * 100)) });
