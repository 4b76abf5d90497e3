// The table and the sentence about speed and memory in the guides to archives.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../../../www/tools/run.mjs";
import { withBlock } from "./document.mjs";

export const FIGURES = inRoot("tests/bench/archive.json");

/** The guides by language. */
export const GUIDES = {
  en: inRoot("src/archive/README.md"),
  vi: inRoot("www/site/content/vi/archives.md"),
};

/** Returns the figures of the last measurements. */
export const kept = () => (existsSync(FIGURES) ? JSON.parse(readFileSync(FIGURES, "utf8")) : {});

const number = (value, language) => Number(value.toPrecision(2)).toLocaleString(language);

const TEXTS = {
  en: {
    head: (threads) => ["format", "rows a second, one thread", `${threads} threads`],
    name: (name) => name,
    below: ({ speed, memory }) =>
      `Measured on ${speed.date} with paragraphs of ${speed.bytes} bytes on ${speed.threads} ` +
      `cores, the best of ${speed.rounds} runs: 100 million paragraphs of JSON Lines take ` +
      `${number(minutes(speed), "en")} minutes. Memory stays at ${memory.reading} MB on a Parquet ` +
      `file of ${number(memory.gigabytes, "en")} GB with ${number(memory.rows, "en")} rows, all ` +
      `fields kept (${memory.date}).`,
  },
  vi: {
    head: (threads) => ["định dạng", "dòng mỗi giây, một luồng", `${threads} luồng`],
    name: (name) =>
      name
        .replace(/^text$/, "văn bản thuần")
        .replace(/^HTML pages of (\d+) paragraphs$/, "trang HTML có $1 đoạn")
        .replace(" to ", " sang "),
    below: ({ speed, memory }) =>
      `Đo ngày ${day(speed.date)} với các đoạn ${speed.bytes} byte trên ${speed.threads} nhân, lấy ` +
      `lần nhanh nhất trong ${speed.rounds} lần: 100 triệu đoạn JSON Lines mất ` +
      `${number(minutes(speed), "vi")} phút. Bộ nhớ không quá ${memory.reading} MB với một tệp ` +
      `Parquet ${number(memory.gigabytes, "vi")} GB có ${number(memory.rows, "vi")} dòng, giữ lại ` +
      `mọi trường (${day(memory.date)}).`,
  },
};

const minutes = (speed) => 100e6 / speed.rows[0].jobs / 60;

/** Returns a date as in Vietnamese texts: 29/11/2026. */
const day = (date) => date.split("-").reverse().join("/");

/**
 * Returns what a guide says about figures.
 * @param {any} figures
 * @param {"en" | "vi"} language
 */
export function figuresOf(figures, language) {
  const { speed } = figures;
  const { head, name, below } = TEXTS[language];
  const line = (cells) => `| ${cells.join(" | ")} |\n`;
  const rate = (value) => number(value, language);
  const table = [
    line(head(speed.threads)),
    "| --- | ---: | ---: |\n",
    ...speed.rows.map((row) => line([name(row.name), rate(row.one), rate(row.jobs)])),
  ];
  return `${table.join("")}\n${below(figures)}\n`;
}

/**
 * Returns a guide with the figures between its marks replaced.
 * @param {string} text
 * @param {string} figures
 */
export const withFigures = (text, figures) => withBlock(text, "speed", figures);

/** Writes the figures to the guides once both parts are measured. */
export function writeGuides() {
  const figures = kept();
  if (!figures.speed || !figures.memory) return;
  for (const [language, path] of Object.entries(GUIDES)) {
    const text = readFileSync(path, "utf8");
    writeFileSync(path, withFigures(text, figuresOf(figures, language)));
  }
}
