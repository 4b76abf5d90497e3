import { start as startWasm, WasmTagger } from "#wasm";
import { type Files, type Platform, readFiles } from "./files.js";
import { EngineTagger, engineError, guarded } from "./tagger.js";
import type { LoadOptions, Tagger } from "./types.js";

export async function loadOn(platform: Platform, options?: LoadOptions): Promise<Tagger> {
  return start(readFiles(platform, options));
}

/** The engine of this realm: one instance serves all taggers. */
let started: Promise<unknown> | undefined;

/** Starts the engine, if it is not running yet, and gives it a model. While the model is on its way, the engine warms up. */
export async function start([engine, model]: Files): Promise<Tagger> {
  const [bytes] = await Promise.all([model, engine.then(startOnce)]);
  return guarded(() => new EngineTagger(new WasmTagger(bytes)));
}

function startOnce(engine: WebAssembly.Module): Promise<unknown> {
  started ??= startWasm(engine).catch((cause) => {
    started = undefined;
    throw engineError(cause);
  });
  return started;
}
