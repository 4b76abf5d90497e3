import { loadOn } from "./load.js";
import { openByFetch } from "./open.js";
import type { LoadOptions, Tagger } from "./types.js";

export { type ErrorCode, ThemelightError } from "./error.js";
export { isInLanguage } from "./language.js";
export type * from "./types.js";

/**
 * Fetches and starts the engine and a model, in a page or a worker.
 *
 * @throws ThemelightError if a file cannot be fetched or used, or an option is of a wrong type.
 */
export function load(options?: LoadOptions): Promise<Tagger> {
  // Literals: bundlers find and ship files that are named in this form.
  const wasm = new URL("./themelight.wasm", import.meta.url);
  const model = new URL("./vi-public-life.model", import.meta.url);
  return loadOn({ wasm, model, open: openByFetch }, options);
}
