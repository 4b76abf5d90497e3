import { loadOn } from "./load.js";
import { openByFetch } from "./open.js";
import type { LoadOptions, Tagger } from "./types.js";

export { type ErrorCode, ThemelightError } from "./error.js";
export type * from "./types.js";

/** Fetches and starts the engine and a model, in a page or a worker. Rejects with a `ThemelightError`. */
export function load(options?: LoadOptions): Promise<Tagger> {
  // Written out as literals: this is the form in which bundlers find the files and ship them.
  const wasm = new URL("./themelight.wasm", import.meta.url);
  const model = new URL("./vi-public-life.model", import.meta.url);
  return loadOn({ wasm, model, open: openByFetch }, options);
}
