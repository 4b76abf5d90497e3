import { model, wasm } from "#data";
import type { Platform } from "./files.js";
import { loadOn } from "./load.js";
import { openByFetch } from "./open.js";
import type { LoadOptions, Tagger } from "./types.js";

export { type ErrorCode, ThemelightError } from "./error.js";
export { isInLanguage } from "./language.js";
export type * from "./types.js";

/** Getters: given files are used without decoding the package's own. */
const PLATFORM: Platform = {
  get wasm() {
    return wasm();
  },
  get model() {
    return model();
  },
  open: openByFetch,
  loadPackReader: () => import("../pack/reader.js"),
};

/**
 * Starts the engine and a model; both are part of the script, so nothing is fetched.
 *
 * @throws ThemelightError if a given file cannot be used, or an option is of a wrong type.
 */
export function load(options?: LoadOptions): Promise<Tagger> {
  return loadOn(PLATFORM, options);
}
