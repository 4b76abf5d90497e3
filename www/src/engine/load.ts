import init, { WasmTagger } from "#wasm";
import { ThemelightError } from "./error.js";
import { checkSource, type Files, ownOptions, type Platform, readFiles } from "./files.js";
import { EngineTagger, engineError, guarded, nameOf } from "./tagger.js";
import type { LoadOptions, Tagger } from "./types.js";

export async function loadOn(platform: Platform, options?: LoadOptions): Promise<Tagger> {
  checkOptions(options);
  return start(readFiles(platform, options));
}

function checkOptions(options: LoadOptions = {}): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new ThemelightError(
      "input/type",
      `load() takes an object with options, but was given ${nameOf(options)}.`,
    );
  }
  const { wasm, model, signal } = ownOptions(options);
  // Checked here too, since a second engine is never compiled, whatever the option says.
  if (wasm !== undefined && !(wasm instanceof WebAssembly.Module)) checkSource(wasm);
  if (model !== undefined) checkSource(model);
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function") {
    throw new ThemelightError(
      "input/type",
      `load({ signal }) takes an AbortSignal, but was given ${nameOf(signal)}.`,
    );
  }
}

/** The memory of this realm's engine, once it is started: one instance serves all taggers. */
let started: Promise<WebAssembly.Memory> | undefined;

/** Starts the engine, if it is not running yet, and gives it a model. While the model is on its way, the engine warms up. */
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
