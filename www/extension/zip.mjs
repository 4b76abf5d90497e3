// Writes reproducible zips: sorted names, one date, no owner, no mode.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The earliest date of the zip format, in local time. */
const NO_DATE = new Date(1980, 0, 1);

/** Writes the named files of a folder into a zip. */
export async function writeZip(zip, folder, names) {
  const { zipSync } = await import("fflate");
  const entries = names
    .map((name) => name.replaceAll("\\", "/"))
    .sort()
    .map((name) => [name, [readFileSync(join(folder, name)), { mtime: NO_DATE, level: 9 }]]);
  writeFileSync(zip, zipSync(Object.fromEntries(entries)));
}
