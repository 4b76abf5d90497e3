/** Spreadsheets. This code and its wasm are loaded for the first one. */
import init, { WasmWorkbook } from "#sheets-wasm";
import { FetchError, fetchFile } from "../fetch-file.js";
import { StudioError } from "../worker/rpc.js";

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
}

/** A workbook, of which one sheet is read at a time. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  /** Returns the sheet to read first, and its cells. */
  first(): { readonly index: number; readonly rows: string[][] };
  rows(index: number): string[][];
}

let started: Promise<unknown> | undefined;

/**
 * Opens a workbook.
 *
 * @param wasm set by tests
 * @throws StudioError why the file cannot be read
 */
export async function openWorkbook(
  name: string,
  bytes: Uint8Array,
  wasm?: BufferSource,
): Promise<Workbook> {
  started ??= start(wasm);
  try {
    await started;
  } catch (cause) {
    started = undefined; // the next file tries again
    throw cause;
  }
  const book = guarded(name, () => new WasmWorkbook(bytes));
  return {
    sheets: JSON.parse(book.sheets()),
    first() {
      const [index, rows] = JSON.parse(guarded(name, () => book.first()));
      return { index, rows };
    },
    rows: (index) => JSON.parse(guarded(name, () => book.rows(index))),
  };
}

async function start(wasm?: BufferSource): Promise<unknown> {
  const address = new URL("./sheets.wasm", import.meta.url);
  try {
    return await init({ module_or_path: wasm ?? (await fetchFile(address)) });
  } catch (cause) {
    if (cause instanceof FetchError) throw new StudioError("not-loaded", cause.message);
    throw cause;
  }
}

/** Runs a call of the wasm, whose error messages are a code, a line break and what was found. */
function guarded<T>(name: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const [code = "", ...found] = error.message.split("\n");
    // Without a line break: the memory is full, or a defect.
    if (!found.length) throw new StudioError("wasm", error.message);
    throw new StudioError(code, `${name}: ${error.message}`, { name, found: found.join(" ") });
  }
}
