// The files of a release: compressed copies, hashes, differences between two builds.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/**
 * Returns the paths of all files below a folder, relative to it, with `/`, sorted.
 * @param {string} folder
 */
export const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll(sep, "/"))
    .sort();

/** Files that servers compress on the fly otherwise. A model or wasm is sent compressed, too. */
const COMPRESSIBLE = /\.(css|html|js|json|model|svg|themelight|txt|wasm|xml)$/;

/**
 * Writes `.br` and `.gz` beside each file of a folder that a server would compress. The same
 * files give the same bytes.
 * @param {string} folder
 */
export function compressIn(folder) {
  for (const path of filesIn(folder).filter((name) => COMPRESSIBLE.test(name))) {
    const bytes = readFileSync(join(folder, path));
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    writeFileSync(join(folder, `${path}.br`), brotliCompressSync(bytes, { params }));
    writeFileSync(join(folder, `${path}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

/**
 * Returns the lines of a SHA256SUMS file, as `sha256sum --check` reads it.
 * @param {string} folder
 */
export const sumsOf = (folder) =>
  filesIn(folder)
    .filter((path) => path !== "SHA256SUMS")
    .map((path) => `${digest(join(folder, path), "sha256", "hex")}  ${path}\n`)
    .join("");

/**
 * Returns the SRI value of a file: SHA-256, as the loader checks it, and the stronger SHA-384.
 * @param {string} path
 */
export const integrityOf = (path) => ({
  sha256: `sha256-${digest(path, "sha256", "base64")}`,
  sha384: `sha384-${digest(path, "sha384", "base64")}`,
});

/**
 * @param {string} path
 * @param {"sha256" | "sha384"} algorithm
 * @param {"hex" | "base64"} encoding
 */
const digest = (path, algorithm, encoding) =>
  createHash(algorithm).update(readFileSync(path)).digest(encoding);

/**
 * Returns a line for each file that is missing in one of two folders, or differs.
 * @param {string} first
 * @param {string} second
 */
export function differences(first, second) {
  const [one, two] = [new Set(filesIn(first)), new Set(filesIn(second))];
  return [...new Set([...one, ...two])].sort().flatMap((path) => {
    if (!one.has(path)) return `${path}: only in the second build`;
    if (!two.has(path)) return `${path}: only in the first build`;
    const [a, b] = [readFileSync(join(first, path)), readFileSync(join(second, path))];
    if (a.equals(b)) return [];
    const at = a.findIndex((byte, i) => byte !== b[i]);
    return `${path}: ${a.length} and ${b.length} bytes, different from byte ${at < 0 ? a.length : at}`;
  });
}
