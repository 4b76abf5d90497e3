import { embedded } from "./embedded.js";
import { loadOn } from "./load.js";
import { openInNode } from "./open-node.js";
import type { LoadOptions, Tagger } from "./types.js";

export { type ErrorCode, ThemelightError } from "./error.js";
export { isInLanguage } from "./language.js";
export type * from "./types.js";

/** Not files beside the script: a server's bundle is in another folder than the package. */
const PLATFORM = embedded(openInNode);

/**
 * Starts the engine and a model in Node.
 *
 * @throws ThemelightError if a file cannot be read or used, or an option is of a wrong type.
 */
export function load(options?: LoadOptions): Promise<Tagger> {
  return loadOn(PLATFORM, options);
}
