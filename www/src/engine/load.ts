import init, { WasmTagger } from "#wasm";
import { compileBytes, compileResponse } from "./compile.js";
import { ThemelightError } from "./error.js";
import type { Open } from "./open.js";
import { EngineTagger, engineError } from "./tagger.js";
import type { LoadOptions, Source, Tagger } from "./types.js";

/** Where the files lie that ship with the package, and how to open them. */
export interface Platform {
  readonly wasm: URL;
  readonly model: URL;
  readonly open: Open;
}

/** The engine of this realm, once the first `load` has asked for it. Its models come and go; it stays. */
let engine: Promise<unknown> | undefined;

export async function loadOn(platform: Platform, options: LoadOptions = {}): Promise<Tagger> {
  const { signal } = options;
  signal?.throwIfAborted();
  const started = startEngine(platform, options.wasm ?? platform.wasm);
  const model = readBytes(platform, options.model ?? platform.model, signal);
  const [bytes] = await abortable(Promise.all([model, started]), signal);
  try {
    return new EngineTagger(new WasmTagger(bytes));
  } catch (cause) {
    throw engineError(cause);
  }
}

/** Shared by all callers, so no single caller's signal may abort it. A failure is forgotten: the next load tries again. */
function startEngine(platform: Platform, source: Source | WebAssembly.Module): Promise<unknown> {
  engine ??= compile(platform, source)
    .then((module) => init({ module_or_path: module }))
    .catch((cause) => {
      engine = undefined;
      throw cause instanceof ThemelightError ? cause : engineError(cause);
    });
  return engine;
}

async function compile(platform: Platform, source: Source | WebAssembly.Module): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (isAddress(source)) return compileResponse(await platform.open(source), source);
  return compileBytes(source, "the given wasm");
}

async function readBytes(platform: Platform, source: Source, signal?: AbortSignal): Promise<Uint8Array> {
  if (isAddress(source)) {
    const response = await platform.open(source, signal);
    return new Uint8Array(await response.arrayBuffer());
  }
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

function isAddress(source: Source): source is URL | string {
  return typeof source === "string" || source instanceof URL;
}

function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
