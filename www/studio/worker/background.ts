/** The built-in background: bags of n-grams of paragraphs without a theme. */
import { StudioError } from "./rpc.js";

/** The languages that have a background. */
export const BACKGROUNDS = ["vi", "en"];

const loaded = new Map<string, Promise<string>>();

/** Resolves with the background of a language, loaded once. */
export function backgroundIn(language: string): Promise<string> {
  const known = BACKGROUNDS.includes(language) ? language : "en";
  let text = loaded.get(known);
  if (!text) {
    text = load(known);
    text.catch(() => loaded.delete(known));
    loaded.set(known, text);
  }
  return text;
}

async function load(language: string): Promise<string> {
  const address = new URL(`./background-${language}.jsonl`, import.meta.url);
  const response = await fetch(address).catch(() => undefined);
  if (response?.ok) return response.text();
  throw new StudioError("background", `${address} could not be loaded.`);
}
