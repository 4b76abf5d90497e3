import { ThemelightError } from "./error.js";
import type { Platform } from "./files.js";
import { loadOn } from "./load.js";
import { openByFetch } from "./open.js";
import type { LoadOptions, Tagger } from "./types.js";

export { type ErrorCode, ThemelightError } from "./error.js";
export { isInLanguage } from "./language.js";
export type * from "./types.js";

/** Getters: without `import.meta.url` the addresses fail only if the caller gives no others. */
const PLATFORM: Platform = {
  // Literals: bundlers find and ship files that are named in this form.
  get wasm() {
    return beside(() => new URL("./themelight.wasm", import.meta.url));
  },
  get model() {
    return beside(() => new URL("./vi-public-life.model", import.meta.url));
  },
  open: openByFetch,
  loadPackReader: () => import("../pack/reader.js"),
};

/** Returns the address of a file beside this script. */
function beside(address: () => URL): URL {
  try {
    return address();
  } catch (cause) {
    throw new ThemelightError(
      "input/type",
      "The script is not a module, so the address of its files is unknown. Import themelight/inline, " +
        "which contains them, or pass both: load({ wasm, model }).",
      { cause },
    );
  }
}

/**
 * Fetches and starts the engine and a model, in a page or a worker.
 *
 * @throws ThemelightError if a file cannot be fetched or used, or an option is of a wrong type.
 */
export function load(options?: LoadOptions): Promise<Tagger> {
  return loadOn(PLATFORM, options);
}
