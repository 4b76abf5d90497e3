// What wasm-bindgen writes for `src/wasm/training.rs`, so that the types need no build.

export function readTable(source: string, hints: string): string;
export function importRows(source: string, mapping: string, themes: string): string;
export function rejectedRows(source: string, mapping: string, reasons: string): string;
export function plainThemes(themes: string): string;
export function check(examples: string): string;
export function exportRows(examples: string, csv: boolean): string;
export function scores(model: Uint8Array, texts: string): string;
export function rename(model: Uint8Array, themes: string): Uint8Array;

export class WasmTrained {
  constructor(
    examples: string,
    options: string,
    progress: (fraction: number, stage: never) => void,
  );
  free(): void;
  model(): Uint8Array;
  report(): string;
  learningCurve(progress: (fraction: number, stage: never) => void): string;
}

export default function init(options: {
  module_or_path: BufferSource | WebAssembly.Module | Response | Promise<Response>;
}): Promise<unknown>;
