import init, { WasmTagger } from "#wasm";
import { checkOptions, type Files, type Platform, readFiles } from "./files.js";
import { EngineTagger, engineError, guarded } from "./tagger.js";
import type { LoadOptions, Tagger } from "./types.js";

export async function loadOn(platform: Platform, options?: LoadOptions): Promise<Tagger> {
  checkOptions(options);
  return start(readFiles(platform, options));
}

/** The memory of this realm's engine, once it is started: one instance serves all taggers. */
let started: Promise<WebAssembly.Memory> | undefined;

/** Starts the engine, if it is not running yet, and loads a model. The engine warms up while the model is fetched. */
export async function start([engine, model]: Files): Promise<Tagger> {
  const [bytes, memory] = await Promise.all([model, engine.then(startOnce)]);
  return new EngineTagger(
    guarded(() => new WasmTagger(bytes)),
    memory,
  );
}

function startOnce(engine: WebAssembly.Module): Promise<WebAssembly.Memory> {
  started ??= init({ module_or_path: engine }).then(
    ({ memory }) => memory,
    (cause) => {
      started = undefined;
      throw engineError(cause);
    },
  );
  return started;
}
