/** Reads model packs. `src/pack.rs` documents the bytes. */
import { type ErrorCode, ThemelightError } from "../api/errors.js";
import { isPack, MAGIC } from "./magic.js";
import type { Pack, PackHeader } from "./types.js";

/** Offset of the header, and of the first byte that the hash covers. */
export const HEADER = 48;
export const VERSION = 1;
const MAX_HEADER = 1 << 16;
const MAX_PACK = 32 << 20;
const MAX_TESTS = 100;

/** Characters that act on a page or terminal, as in `src/model/name.rs`; and halves of a pair. */
const UNSAFE = /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

const utf8 = new TextEncoder();

/**
 * Reads a pack: checks version, lengths, header and, where the page may use `crypto.subtle`, the
 * hash. Does not read the model.
 *
 * @throws ThemelightError `pack/magic`, `pack/version`, `pack/length`, `pack/hash` or `pack/header`
 */
export async function readPack(bytes: Uint8Array): Promise<Pack> {
  if (!isPack(bytes)) refuse("pack/magic", `expected a file that starts with ${MAGIC}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const number = (at: number) => (bytes.length < HEADER ? 0 : view.getUint32(at, true));
  const version = number(4);
  if (version > VERSION)
    refuse("pack/version", `version ${version}, expected ${VERSION}; update Themelight`);
  const start = HEADER + number(8);
  const length = start + number(12);
  if (bytes.length !== length || start > HEADER + MAX_HEADER || length > MAX_PACK)
    refuse("pack/length", `${bytes.length} bytes, expected ${length}; fetch it again`);
  const hash = await crypto.subtle?.digest("SHA-256", bytes.subarray(HEADER) as BufferSource);
  if (hash && new Uint8Array(hash).some((byte, i) => byte !== bytes[16 + i]))
    refuse("pack/hash", "its SHA-256 differs: the file was altered; fetch it again");
  return { header: headerOf(bytes.subarray(HEADER, start)), model: bytes.subarray(start) };
}

export function refuse(code: ErrorCode & `pack/${string}`, reason: string): never {
  throw new ThemelightError(code, `The model pack is refused: ${reason}.`);
}

function headerOf(bytes: Uint8Array): PackHeader {
  let header: PackHeader;
  try {
    const json = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    // Without prototypes: a page may have added `title` or `tests` to `Object.prototype`.
    header = JSON.parse(json, (_, value) =>
      value instanceof Object && !Array.isArray(value)
        ? Object.assign(Object.create(null), value)
        : value,
    );
    checkHeader(header);
  } catch (cause) {
    refuse("pack/header", `its header is invalid: ${(cause as Error).message}`);
  }
  return header;
}

const LANGUAGE = /^[a-z\d-]{1,35}$/i;
const COLOR = /^#[\da-f]{6}$/i;

/** @throws Error that names the field. */
function checkHeader(header: PackHeader): void {
  const { themes, language, tests = [] } = header;
  count("themes", themes, 1, 32);
  for (const { id, name, color } of themes) {
    // `headerOf` made all objects without a prototype: other values are refused.
    valid(Object.getPrototypeOf(name) === null, `${id}: name`, "names by language", name);
    count(`${id}: name`, Object.keys(name), 1, 16);
    for (const [tag, text] of Object.entries(name)) {
      match(`${id}: name`, tag, LANGUAGE);
      display(`${id}: name`, text, 255);
    }
    match(`${id}: color.light`, color.light, COLOR);
    match(`${id}: color.dark`, color.dark, COLOR);
  }
  match("language", language, LANGUAGE);
  for (const [field, most] of Object.entries({ title: 255, license: 255, description: 4096 })) {
    const text = header[field];
    const lines = field === "description" && typeof text === "string";
    if (text != null) display(field, lines ? text.replaceAll("\n", " ") : text, most);
  }
  count("tests", tests, 0, MAX_TESTS);
  for (const { text, themes } of tests) {
    valid(typeof text === "string", "tests: text", "a text", text);
    valid(Array.isArray(themes), "tests: themes", "a list of ids", themes);
  }
}

const count = (field: string, list: readonly unknown[], least: number, most: number) =>
  valid(
    Array.isArray(list) && list.length >= least && list.length <= most,
    field,
    `${least} to ${most} of them`,
    list?.length,
  );

const match = (field: string, text: unknown, pattern: RegExp) =>
  valid(typeof text === "string" && pattern.test(text), field, String(pattern), text);

const display = (field: string, text: unknown, most: number) =>
  valid(
    typeof text === "string" &&
      /\S/.test(text) &&
      !UNSAFE.test(text) &&
      utf8.encode(text).length <= most,
    field,
    `1 to ${most} bytes of text without control characters`,
    text,
  );

function valid(is: boolean, field: string, expected: string, found: unknown): void {
  if (!is) throw Error(`${field}: expected ${expected}, found ${JSON.stringify(found)}`);
}
