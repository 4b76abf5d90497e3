import type { Texts } from "./index.js";

/** Fills a text: `{name}` is a value, `{name?one:many}` is the word `one` if the value is 1. */
export const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)(?:\?(\w+):(\w+))?\}/g, (_, name: string, one?: string, many?: string) =>
    one ? (values[name] === 1 ? one : many!) : String(values[name]),
  );

/** Returns a probability in whole per cent; at most 99, since no model is certain. */
export const percentOf = (t: Texts, probability: number): string =>
  fill(t.percent, { p: Math.min(99, Math.round(probability * 100)) });
