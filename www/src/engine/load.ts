import startEngine, { WasmTagger } from "#wasm";
import { isPack } from "../pack/magic.js";
import type { PackHeader } from "../pack/types.js";
import { checkOptions, type Files, type Platform, readFiles } from "./files.js";
import { EngineTagger, engineError, guarded } from "./tagger.js";
import type { LoadOptions, Tagger } from "./types.js";

export async function loadOn(platform: Platform, options?: LoadOptions): Promise<Tagger> {
  checkOptions(options);
  return start(platform, readFiles(platform, options));
}

/** The memory of this realm's engine, once it is started: one instance serves all taggers. */
let started: Promise<WebAssembly.Memory> | undefined;

/** Starts the engine, if it is not running yet, and loads a model. The engine warms up while the model is fetched. */
async function start(platform: Platform, [engine, model]: Files): Promise<Tagger> {
  const [bytes, memory] = await Promise.all([model, engine.then(startOnce)]);
  const open = (model: Uint8Array, header?: PackHeader) =>
    new EngineTagger(
      guarded(() => new WasmTagger(model)),
      memory,
      header,
    );
  if (!isPack(bytes)) return open(bytes);
  const { readPack, verify } = await platform.loadPackReader();
  const pack = await readPack(bytes);
  const tagger = open(pack.model, pack.header);
  try {
    verify(tagger, pack.header);
    return tagger;
  } catch (cause) {
    tagger.close();
    throw cause;
  }
}

function startOnce(engine: WebAssembly.Module): Promise<WebAssembly.Memory> {
  started ??= startEngine(engine).then(
    ({ memory }) => memory,
    (cause) => {
      started = undefined;
      throw engineError(cause);
    },
  );
  return started;
}
