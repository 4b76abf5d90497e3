// What wasm-bindgen writes for `src/wasm/trace.rs`, so that the types need no build.

export class WasmTracer {
  constructor(model: Uint8Array);
  free(): void;
  trace(text: string): string;
}

export default function init(options: {
  module_or_path: BufferSource | WebAssembly.Module | Response | Promise<Response>;
}): Promise<unknown>;
