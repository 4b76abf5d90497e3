import { loadOn } from "./load.js";
import { openInNode } from "./open-node.js";
import type { LoadOptions, Tagger } from "./types.js";

export { type ErrorCode, ThemelightError } from "./error.js";
export { isInLanguage } from "./language.js";
export type * from "./types.js";

/**
 * Reads and starts the engine and a model in Node.
 *
 * @throws ThemelightError if a file cannot be read or used, or an option is of a wrong type.
 */
export function load(options?: LoadOptions): Promise<Tagger> {
  const wasm = new URL("./themelight.wasm", import.meta.url);
  const model = new URL("./vi-public-life.model", import.meta.url);
  return loadOn({ wasm, model, open: openInNode }, options);
}
