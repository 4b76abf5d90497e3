// The table and the sentence about speed and memory in the guide to archives.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../../../www/tools/run.mjs";

export const FIGURES = inRoot("tests/bench/archive.json");
export const GUIDE = inRoot("src/archive/README.md");

/** Returns the figures of the last measurements. */
export const kept = () => (existsSync(FIGURES) ? JSON.parse(readFileSync(FIGURES, "utf8")) : {});

/** Returns a number of rows a second, rounded to two digits. */
const rounded = (value) => Number(value.toPrecision(2)).toLocaleString("en");

/** Returns what the guide says about figures. */
export function figuresOf({ speed, memory }) {
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  const table = [
    line(["format", "rows a second, one thread", `${speed.threads} threads`]),
    "| --- | ---: | ---: |\n",
    ...speed.rows.map(({ name, one, jobs }) => line([name, rounded(one), rounded(jobs)])),
  ];
  const [json] = speed.rows;
  const minutes = (100e6 / json.jobs / 60).toFixed(1);
  return (
    `${table.join("")}\nMeasured on ${speed.date} with paragraphs of 535 bytes on ` +
    `${speed.threads} cores: 100 million paragraphs of JSON Lines take ${minutes} minutes. Memory stays ` +
    `at ${memory.reading} MB on a Parquet file of ${memory.gigabytes} GB with ` +
    `${memory.rows.toLocaleString("en")} rows, all fields kept (${memory.date}).\n`
  );
}

/**
 * Returns a text with the figures between its marks replaced.
 * @param {string} text
 * @param {string} figures
 */
export function withFigures(text, figures) {
  const [before, after] = ["<!-- figures -->\n", "<!-- /figures -->"];
  const start = text.indexOf(before) + before.length;
  return text.slice(0, start) + figures + text.slice(text.indexOf(after, start));
}

/** Writes the figures to the guide once both parts are measured. */
export function writeGuide() {
  const figures = kept();
  if (!figures.speed || !figures.memory) return;
  writeFileSync(GUIDE, withFigures(readFileSync(GUIDE, "utf8"), figuresOf(figures)));
}
