/** A file or pasted text to what the training code reads: text, or the rows of a spreadsheet. */
import { StudioError } from "../worker/rpc.js";
import { decode, type Encoding } from "./decode.js";

export interface Source {
  readonly name: string;
  readonly content: string | string[][];
  /** Undefined for spreadsheets and pasted text. */
  readonly encoding?: Encoding;
}

/** Bytes of the largest file: some 200,000 paragraphs. */
const MAX_BYTES = 100 * 1024 * 1024;
const MB = 1024 * 1024;

/**
 * Reads a file.
 *
 * @throws StudioError `too-large`, `old-excel`, `not-a-sheet` or `not-text`
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
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw new StudioError("old-excel", `${name}: expected .xlsx, found the older .xls.`, { name });
  }
  if (startsWith(bytes, [0x50, 0x4b])) return { name, content: await sheet(name, file) };
  const { text, encoding } = decode(bytes);
  if (text.includes("\0")) {
    throw new StudioError("not-text", `${name}: expected a table or text.`, { name });
  }
  return { name, content: text, encoding };
}

async function sheet(name: string, file: ArrayBuffer): Promise<string[][]> {
  const { rowsOfSheet } = await import("./sheet.js");
  try {
    return await rowsOfSheet(file);
  } catch (cause) {
    throw new StudioError(
      "not-a-sheet",
      `${name} could not be read as .xlsx: ${(cause as Error).message}`,
      { name },
    );
  }
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);
