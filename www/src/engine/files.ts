/** Fetches and compiles the wasm and the model, without the engine's own code: a page can begin with this. */

import type { PackReader } from "../pack/magic.js";
import { bytesOf, compileAt, compileBytes } from "./compile.js";
import { nameOf, ThemelightError } from "./error.js";
import type { Open } from "./open.js";
import type { LoadOptions, Source } from "./types.js";

/** The default files: their addresses or bytes, and how to open an address. */
export interface Platform {
  readonly wasm: Source;
  readonly model: Source;
  readonly open: Open;
  /** Loads the reader of model packs: most pages have none. */
  loadPackReader(): Promise<PackReader>;
}

/** Two promises: the engine can start before the model has arrived. */
export type Files = readonly [engine: Promise<WebAssembly.Module>, model: Promise<Uint8Array>];

/** The compiled engine of this realm, shared by all loads. */
let engine: Promise<WebAssembly.Module> | undefined;

/** Reads own properties only: nothing on `Object.prototype` is an option. */
export const ownOptions = <T extends LoadOptions>(options: T): T =>
  Object.assign(Object.create(null), options);

export function readFiles(platform: Platform, options: LoadOptions = {}): Files {
  const { wasm = platform.wasm, model = platform.model, signal } = ownOptions(options);
  signal?.throwIfAborted();
  // Shared by all callers, so no caller's signal may abort it. After a failure the next load tries
  // again.
  engine ??= compile(platform.open, wasm).catch((cause) => {
    engine = undefined;
    throw cause;
  });
  const bytes = readBytes(platform.open, model, signal);
  const files: Files = [abortable(engine, signal), abortable(bytes, signal)];
  // The caller handles the failures; without this one of two would be reported as unhandled.
  for (const file of files) file.catch(() => {});
  return files;
}

async function compile(
  open: Open,
  source: Source | WebAssembly.Module,
): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (isAddress(source)) return compileAt(source, open);
  return compileBytes(copyOf(source), "the given wasm");
}

async function readBytes(open: Open, source: Source, signal?: AbortSignal): Promise<Uint8Array> {
  return isAddress(source) ? bytesOf(await open(source, signal)) : copyOf(source);
}

/** The bytes as they are now: the caller may change or transfer them while the engine starts. */
function copyOf(source: ArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> {
  try {
    if (ArrayBuffer.isView(source)) {
      return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice();
    }
    // Not `instanceof ArrayBuffer`: a buffer may come from another realm.
    if (source.byteLength >= 0) return new Uint8Array(source).slice();
    throw source;
  } catch (cause) {
    throw new ThemelightError(
      "input/type",
      "load() takes a file as a URL, a string, or bytes that can still be read: an ArrayBuffer or a view of one.",
      { cause },
    );
  }
}

/**
 * @param names the options that there are
 * @throws ThemelightError `input/type` for unknown options and for options of a wrong type.
 */
export function checkOptions(
  options: LoadOptions = {},
  names: readonly string[] = ["wasm", "model", "signal"],
): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new ThemelightError(
      "input/type",
      `load() takes an object with options, but was given ${nameOf(options)}.`,
    );
  }
  const { wasm, model, signal, ...others } = ownOptions(options);
  const unknown = Object.keys(others).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ThemelightError(
      "input/type",
      `load() has no option ${JSON.stringify(unknown)}. There are: ${names.join(", ")}.`,
    );
  }
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

function checkSource(source: Source): void {
  if (!isAddress(source)) copyOf(source);
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
