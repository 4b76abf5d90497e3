/** Fetches and compiles what the engine starts from, without the engine: a page may begin with this before it has more. */
import { compileAt, compileBytes } from "./compile.js";
import type { Open } from "./open.js";
import type { LoadOptions, Source } from "./types.js";

/** Where the files lie that ship with the package, and how to open them. */
export interface Platform {
  readonly wasm: URL;
  readonly model: URL;
  readonly open: Open;
}

/** The engine may come, and get to work, before the model does. */
export type Files = readonly [engine: Promise<WebAssembly.Module>, model: Promise<Uint8Array>];

/** The engine of this realm, once the first reading has asked for it. Models come and go; it stays. */
let engine: Promise<WebAssembly.Module> | undefined;

export function readFiles(platform: Platform, options: LoadOptions = {}): Files {
  const { signal } = options;
  signal?.throwIfAborted();
  // Shared by all callers, so no single caller's signal may abort it. A failure is forgotten: the next one tries again.
  engine ??= compile(platform.open, options.wasm ?? platform.wasm).catch((cause) => {
    engine = undefined;
    throw cause;
  });
  const model = readBytes(platform.open, options.model ?? platform.model, signal);
  const files: Files = [abortable(engine, signal), abortable(model, signal)];
  // Whoever starts the engine with them hears of a failure.
  for (const file of files) file.catch(() => {});
  return files;
}

async function compile(open: Open, source: Source | WebAssembly.Module): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (isAddress(source)) return compileAt(source, open);
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
