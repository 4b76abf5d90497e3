// Compares download sizes with the budgets in package.json ("budgets": KB of 1024 bytes, Brotli).
// The package size-limit would need as much code: it prints one size per file, and no sums.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Failure, inRoot, isMain, main, readJson } from "../run.mjs";

/** Prints the sizes. Throws a `Failure` if one is over its budget. */
export function checkSizes() {
  /** @type {Record<string, { files: string[], brotli: number }>} */
  const budgets = readJson("package.json").budgets;
  const rows = Object.entries(budgets).map(([name, { files, brotli }]) =>
    measure(name, files, brotli),
  );
  const cells = [["file", "raw", "gzip", "brotli", "budget"], ...rows.map((row) => row.cells)];
  const widths = (cells[0] ?? []).map((_, i) =>
    Math.max(...cells.map((row) => row[i]?.length ?? 0)),
  );
  console.log("\nSizes in KB:");
  for (const row of cells) {
    const padded = row.map((cell, i) =>
      i ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
    );
    console.log(`  ${padded.join("  ")}`);
  }
  const over = rows.filter((row) => row.over).map((row) => row.name);
  if (over.length)
    throw new Failure(`Over budget (see package.json, "budgets"): ${over.join(", ")}.`);
}

/**
 * @param {string} name
 * @param {readonly string[]} files paths, with at most one `*` in a name
 * @param {number} budget KB
 */
function measure(name, files, budget) {
  const sums = { raw: 0, gzip: 0, brotli: 0 };
  for (const file of files.flatMap(filesOf)) {
    const bytes = readFileSync(inRoot(file));
    sums.raw += bytes.length;
    sums.gzip += gzipSync(bytes, { level: 9 }).length;
    sums.brotli += brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }).length;
  }
  const over = sums.brotli > budget * 1024;
  const kb = (/** @type {number} */ bytes) => (bytes / 1024).toFixed(1);
  const cells = [
    name,
    kb(sums.raw),
    kb(sums.gzip),
    kb(sums.brotli),
    `${budget}${over ? " !" : "  "}`,
  ];
  return { name, over, cells };
}

/**
 * Returns the files that match a path with at most one `*` in the name, for the hash of a build.
 * @param {string} pattern
 */
export function filesOf(pattern) {
  const [start = "", end] = basename(pattern).split("*");
  const folder = inRoot(dirname(pattern));
  const found = (existsSync(folder) ? readdirSync(folder) : []).filter((name) =>
    end === undefined ? name === start : name.startsWith(start) && name.endsWith(end),
  );
  if (found.length === 0)
    throw new Failure(`${pattern} has a budget but does not exist. Build first.`);
  return found.map((name) => `${dirname(pattern)}/${name}`);
}

if (isMain(import.meta.url)) main(checkSizes);
