// What readers download, against the budgets in package.json ("budgets": brotli, in KB of 1024 bytes).
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Failure, inRoot, isMain, main } from "./run.mjs";

export function checkSizes() {
  const { budgets } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const rows = Object.entries(budgets).map(([name, { files, brotli }]) => measure(name, files, brotli));
  const cells = [["file", "raw", "gzip", "brotli", "budget"], ...rows.map((row) => row.cells)];
  const widths = cells[0].map((_, i) => Math.max(...cells.map((row) => row[i].length)));
  console.log("\nSizes in KB:");
  for (const row of cells) {
    console.log(
      `  ${row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join("  ")}`,
    );
  }
  const over = rows.filter((row) => row.over).map((row) => row.name);
  if (over.length)
    throw new Failure(`Over its budget: ${over.join(", ")}. The budgets stand in package.json.`);
}

function measure(name, files, budget) {
  const sums = { raw: 0, gzip: 0, brotli: 0 };
  for (const file of files.flatMap(matching)) {
    const bytes = readFileSync(inRoot(file));
    sums.raw += bytes.length;
    sums.gzip += gzipSync(bytes, { level: 9 }).length;
    sums.brotli += brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }).length;
  }
  const over = sums.brotli > budget * 1024;
  const kb = (bytes) => (bytes / 1024).toFixed(1);
  return {
    name,
    over,
    cells: [name, kb(sums.raw), kb(sums.gzip), kb(sums.brotli), `${budget}${over ? " !" : "  "}`],
  };
}

/** The files of a name that may have one `*`, where the build puts a hash. */
function matching(pattern) {
  const [start, end] = basename(pattern).split("*");
  const folder = inRoot(dirname(pattern));
  const found = (existsSync(folder) ? readdirSync(folder) : []).filter((name) =>
    end === undefined ? name === start : name.startsWith(start) && name.endsWith(end),
  );
  if (found.length === 0) throw new Failure(`${pattern} has a budget but does not exist. Build first.`);
  return found.map((name) => `${dirname(pattern)}/${name}`);
}

if (isMain(import.meta.url)) main(checkSizes);
