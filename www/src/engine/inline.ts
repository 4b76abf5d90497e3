import { embedded } from "./embedded.js";
import { loadOn } from "./load.js";
import { openByFetch } from "./open.js";
import type { LoadOptions, Tagger } from "./types.js";

export { type ErrorCode, ThemelightError } from "./error.js";
export { isInLanguage } from "./language.js";
export type * from "./types.js";

const PLATFORM = embedded(openByFetch);

/**
 * Starts the engine and a model; both are part of the script, so nothing is fetched.
 *
 * @throws ThemelightError if a given file cannot be used, or an option is of a wrong type.
 */
export function load(options?: LoadOptions): Promise<Tagger> {
  return loadOn(PLATFORM, options);
}
