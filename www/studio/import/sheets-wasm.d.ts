// What wasm-bindgen writes for `src/wasm/sheets.rs`, so that the types need no build.

export class WasmWorkbook {
  constructor(bytes: Uint8Array);
  sheets(): string;
  first(): string;
  rows(index: number): string;
}

export default function init(options: {
  module_or_path: BufferSource | WebAssembly.Module;
}): Promise<unknown>;
