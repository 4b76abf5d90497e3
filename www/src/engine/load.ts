import { start as startWasm, WasmTagger } from "#wasm";
import { type Files, type Platform, readFiles } from "./files.js";
import { EngineTagger, engineError } from "./tagger.js";
import type { LoadOptions, Tagger } from "./types.js";

export async function loadOn(platform: Platform, options?: LoadOptions): Promise<Tagger> {
  return start(await readFiles(platform, options));
}

/** The engine of this realm: one instance serves all taggers. */
let started: Promise<unknown> | undefined;

/** Starts the engine, if it is not running yet, and gives it a model. */
export async function start([engine, model]: Files): Promise<Tagger> {
  try {
    started ??= startWasm(engine);
    await started;
  } catch (cause) {
    started = undefined;
    throw engineError(cause);
  }
  try {
    return new EngineTagger(new WasmTagger(model));
  } catch (cause) {
    throw engineError(cause);
  }
}
