// Zips that are the same bytes whenever and wherever they are made: sorted names, one date, no owner, no mode.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The first day a zip can name. Read in local time by the format, so given in local time. */
const NO_DATE = new Date(1980, 0, 1);
const DATED = /** @type {const} */ ({ mtime: NO_DATE, level: 9 });

/**
 * Writes the named files of a folder into a zip.
 * @param {string} zip
 * @param {string} folder
 * @param {readonly string[]} names
 */
export async function writeZip(zip, folder, names) {
  const { zipSync } = await import("fflate");
  const entries = names
    .map((name) => name.replaceAll("\\", "/"))
    .sort()
    .map(
      (name) =>
        /** @type {[string, import("fflate").ZippableFile]} */ ([
          name,
          [readFileSync(join(folder, name)), DATED],
        ]),
    );
  writeFileSync(zip, zipSync(Object.fromEntries(entries)));
}
