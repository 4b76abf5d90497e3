/**
 * Reads single files of a zip, which may be hostile: validates the whole directory before inflating
 * anything, checks sizes during inflation, and examines every byte at most once. Refuses Zip64,
 * encryption and archives of several disks, which models do not need.
 */
import { LimitError, ValidationError } from "../shared/check.js";
import { MAX_MODEL_FILE } from "../shared/limits.js";

/** Maximum number of files in a zip. `themelight train` writes three. */
const MAX_ENTRIES = 1000;
/**
 * Maximum ratio of inflated to stored bytes. Models and reports are far below it, zip bombs above.
 */
const MAX_RATIO = 200;
/** Size in bytes up to which the ratio is not checked. */
const FREE = 64 * 1024;

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly compressed: number;
  readonly size: number;
  /** Offset of the local header in bytes. */
  readonly at: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

const unreadable = (zipName: string, reason: string): ValidationError =>
  new ValidationError(`${zipName} is not a readable zip file: ${reason}.`, "file/zip");

/** Returns the directory of a zip. */
export function entriesOf(zipName: string, zip: Uint8Array): ZipEntry[] {
  const broken = (reason: string) => unreadable(zipName, reason);
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = endOf(view);
  if (end === undefined) throw broken("it has no directory");
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) throw broken("it is a zip64 file");
  if (count > MAX_ENTRIES) {
    throw new LimitError(
      "entries",
      `${zipName}: expected at most ${MAX_ENTRIES} files in the zip, found ${count}.`,
    );
  }
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY)
      throw broken("its directory is damaged");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((o) =>
      view.getUint16(at + o, true),
    );
    const next = at + 46 + nameLength! + extraLength! + commentLength!;
    if (next > end) throw broken("its directory is damaged");
    const compressed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    if (view.getUint16(at + 8, true) & 1) throw broken("it is encrypted");
    entries.push({
      name: new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength!)),
      method: view.getUint16(at + 10, true),
      compressed,
      size,
      at: view.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
}

/** The end record is the last 22 bytes, and a comment of at most 65,535. */
function endOf(view: DataView): number | undefined {
  const least = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= least; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  return undefined;
}

/** Returns the bytes of one file of a zip. */
export async function inflate(
  zipName: string,
  zip: Uint8Array<ArrayBuffer>,
  entry: ZipEntry,
): Promise<Uint8Array<ArrayBuffer>> {
  const broken = (reason: string) => unreadable(zipName, reason);
  const { at, name, method, compressed, size } = entry;
  const most = Math.min(MAX_MODEL_FILE, FREE + compressed * MAX_RATIO);
  if (size > most) {
    throw new LimitError(
      "inflated",
      `${zipName}: expected at most ${most} bytes in ${name}, found ${size}.`,
    );
  }
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  if (at + 30 > zip.length || view.getUint32(at, true) !== LOCAL)
    throw broken(`${name} is damaged`);
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + compressed > zip.length) throw broken(`${name} is cut off`);
  const stored = zip.subarray(start, start + compressed);
  if (method === 0) {
    if (compressed !== size) throw broken(`${name} is damaged`);
    return stored.slice();
  }
  if (method !== 8) throw broken(`${name} has compression method ${method}, expected 0 or 8`);
  const result = new Uint8Array(size);
  let length = 0;
  try {
    const stream = new Blob([stored]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      if (length + value.length > size) {
        void reader.cancel().catch(() => {});
        throw new LimitError(
          "inflated",
          `${zipName}: ${name} is larger than the zip's directory says.`,
        );
      }
      result.set(value, length);
      length += value.length;
    }
  } catch (cause) {
    throw cause instanceof LimitError
      ? cause
      : broken(`${name} is damaged (${(cause as Error).message})`);
  }
  if (length !== size) throw broken(`${name} is shorter than its directory says`);
  return result;
}
