/** Fetches and compiles what the engine starts from, without the engine: a page may begin with this before it has more. */
import { compileBytes, compileResponse } from "./compile.js";
import type { Open } from "./open.js";
import type { LoadOptions, Source } from "./types.js";

/** Where the files lie that ship with the package, and how to open them. */
export interface Platform {
  readonly wasm: URL;
  readonly model: URL;
  readonly open: Open;
}

export type Files = readonly [engine: WebAssembly.Module, model: Uint8Array];

/** The engine of this realm, once the first reading has asked for it. Models come and go; it stays. */
let engine: Promise<WebAssembly.Module> | undefined;

export function readFiles(platform: Platform, options: LoadOptions = {}): Promise<Files> {
  const { signal } = options;
  if (signal?.aborted) return Promise.reject(signal.reason);
  // Shared by all callers, so no single caller's signal may abort it. A failure is forgotten: the next one tries again.
  engine ??= compile(platform.open, options.wasm ?? platform.wasm).catch((cause) => {
    engine = undefined;
    throw cause;
  });
  const model = readBytes(platform.open, options.model ?? platform.model, signal);
  return abortable(Promise.all([engine, model]), signal);
}

async function compile(open: Open, source: Source | WebAssembly.Module): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (isAddress(source)) return compileResponse(await open(source), source);
  return compileBytes(source, "the given wasm");
}

async function readBytes(open: Open, source: Source, signal?: AbortSignal): Promise<Uint8Array> {
  if (isAddress(source)) return new Uint8Array(await (await open(source, signal)).arrayBuffer());
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
