/** A file or pasted text to what the training code reads: text, or the rows of a spreadsheet. */
import { StudioError } from "../worker/rpc.js";
import { decode, type Encoding } from "./decode.js";
import type { Workbook } from "./sheet.js";

export interface Source {
  readonly name: string;
  readonly content: string | string[][];
  /** Undefined for spreadsheets and pasted text. */
  readonly encoding?: Encoding;
  /** A spreadsheet, and the index of the sheet that is read. */
  readonly book?: Workbook;
  readonly sheet?: number;
}

/** Bytes of the largest file: some 200,000 paragraphs. */
const MAX_BYTES = 100 * 1024 * 1024;
const MB = 1024 * 1024;

/**
 * How spreadsheets and other documents begin, in small letters: as zip archives, PDF, RTF, web pages
 * or XML. What they are is found out in `src/sheet`. Its list in `kind.rs` is the same, which a test
 * checks: reading it from the wasm would load the wasm for every text.
 */
export const STARTS = [
  "pk\u0003\u0004",
  "pk\u0005\u0006",
  "%pdf-",
  "{\\rtf",
  "<html",
  "<!doctype html",
  "<table",
  "<?xml",
];
/** Older files of Office, and encrypted ones. */
export const OLE = "\xd0\xcf\x11\xe0";
const UTF8_MARK = "\xef\xbb\xbf";

function isDocument(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 64));
  if (start.startsWith(OLE)) return true;
  const text = start.replace(UTF8_MARK, "").trimStart().toLowerCase();
  return STARTS.some((one) => text.startsWith(one));
}

/**
 * Reads a file. Of a spreadsheet, the first visible sheet with cells.
 *
 * @throws StudioError `too-large`, `not-text`, or why a spreadsheet cannot be read
 */
export async function readSource(name: string, file: ArrayBuffer): Promise<Source> {
  if (file.byteLength > MAX_BYTES) {
    const size = Math.ceil(file.byteLength / MB);
    throw new StudioError(
      "too-large",
      `${name}: expected at most ${MAX_BYTES / MB} MB, found ${size} MB.`,
      { name, size, most: MAX_BYTES / MB },
    );
  }
  const bytes = new Uint8Array(file);
  if (isDocument(bytes)) {
    const { openWorkbook } = await import("./sheet.js");
    const book = await openWorkbook(name, bytes);
    const { index, rows } = book.first();
    return { name, content: rows, book, sheet: index };
  }
  const { text, encoding } = decode(bytes);
  const zero = text.indexOf("\0");
  if (zero >= 0) {
    const row = text.slice(0, zero).split("\n").length;
    throw new StudioError("not-text", `${name}:${row}: expected a table or text.`, { name, row });
  }
  return { name, content: text, encoding };
}

/** Reads another sheet of a spreadsheet. */
export function withSheet(source: Source, sheet: number): Source {
  return source.book ? { ...source, content: source.book.rows(sheet), sheet } : source;
}
