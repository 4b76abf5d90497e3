/** Loads the wasm that traces, and models into it. */
import init, { WasmTracer } from "#trace-wasm";
import { isPack } from "../../src/pack/magic.js";
import type { PackTheme } from "../../src/pack/types.js";
import type { Trace, TraceLabel } from "./trace.js";

/** A model whose results are traced. */
export class Tracer {
  readonly #wasm: WasmTracer;
  readonly #themes: readonly PackTheme[];

  constructor(wasm: WasmTracer, themes: readonly PackTheme[]) {
    this.#wasm = wasm;
    this.#themes = themes;
  }

  trace(text: string): Trace {
    const trace = JSON.parse(this.#wasm.trace(text)) as Trace;
    return { ...trace, labels: trace.labels.map((label) => this.#named(label)) };
  }

  /** Frees the model. */
  close(): void {
    this.#wasm.free();
  }

  /** Names and colours of a pack replace those of its model. */
  #named(label: TraceLabel): TraceLabel {
    const theme = this.#themes.find(({ id }) => id === label.id);
    if (!theme) return label;
    const { light, dark } = theme.color;
    return { ...label, names: Object.entries(theme.name), color: light, colorDark: dark };
  }
}

let started: Promise<unknown> | undefined;

/**
 * Reads a model file or a model pack.
 *
 * @param wasm the bytes of the wasm, which is started once
 * @throws Error whose message names what is wrong with the file
 */
export async function openModel(wasm: BufferSource, bytes: Uint8Array): Promise<Tracer> {
  started ??= init({ module_or_path: wasm });
  await started;
  if (!isPack(bytes)) return new Tracer(guarded(bytes), []);
  const { readPack } = await import("../../src/pack/read.js");
  const { header, model } = await readPack(bytes);
  return new Tracer(guarded(model), header.themes);
}

/** The message of an error of the wasm is a code, a line break and a text. */
function guarded(model: Uint8Array): WasmTracer {
  try {
    return new WasmTracer(model);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(message.slice(message.indexOf("\n") + 1), { cause: error });
  }
}
