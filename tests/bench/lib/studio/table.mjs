// The table of what a training in the studio takes, for the console and the site.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../../../../www/tools/run.mjs";
import { withBlock } from "../document.mjs";

export const FIGURES = inRoot("tests/bench/studio.json");

/** Documents with the table, by language. */
export const DOCUMENTS = {
  en: inRoot("www/site/content/en/performance.md"),
  vi: inRoot("www/site/content/vi/performance.md"),
};

/** Returns the figures of the last measurement. */
export const keptFigures = () => JSON.parse(existsSync(FIGURES) ? readFileSync(FIGURES) : "{}");

const TEXTS = {
  en: {
    paragraphs: (count) => `${count} paragraphs`,
    read: "read and checked",
    said: "training: time announced",
    training: "training: time taken",
    processor: "the same: processor time",
    saidMemory: "memory beyond the empty page: announced",
    memory: "the same: at its peak",
    longest: "longest task of the main thread",
    below: (day) =>
      `Measured on ${day} in Chromium on two cores, four themes, paragraphs of 80 words. Other work of ` +
      "the machine makes times longer; processor time shows how much.",
    day: (date) => date,
  },
  vi: {
    paragraphs: (count) => `${count} đoạn`,
    read: "đọc và kiểm tra",
    said: "huấn luyện: thời gian báo trước",
    training: "huấn luyện: thời gian thực tế",
    processor: "như trên: thời gian bộ xử lý",
    saidMemory: "bộ nhớ thêm so với trang trống: báo trước",
    memory: "như trên: lúc cao nhất",
    longest: "tác vụ dài nhất của luồng chính",
    below: (day) =>
      `Đo ngày ${day} trong Chromium trên hai nhân, bốn chủ đề, mỗi đoạn 80 tiếng. Việc khác của máy làm ` +
      "thời gian dài ra; thời gian bộ xử lý cho thấy dài bao nhiêu.",
    day: (date) => date.split("-").reverse().join("/"),
  },
};

/**
 * Returns the table, and when it was measured.
 * @param {any} figures
 * @param {"en" | "vi"} language
 */
export function tableOf({ date, runs }, language) {
  const t = TEXTS[language];
  const number = (value, digits = 0) =>
    value.toLocaleString(language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const seconds = (value) => `${number(value, value < 10 ? 1 : 0)} s`;
  const megabytes = (value) => `${number(value)} MB`;
  const row = (title, cell) => [title, ...runs.map(cell)];
  const lines = [
    row("", ({ paragraphs }) => t.paragraphs(number(paragraphs))),
    row("---", () => "---:"),
    row(t.read, ({ read }) => seconds(read.seconds)),
    row(t.said, ({ said }) => seconds(said.seconds)),
    row(t.training, ({ training }) => seconds(training.seconds)),
    row(t.processor, ({ training }) => seconds(training.processor)),
    row(t.saidMemory, ({ said }) => megabytes(said.megabytes)),
    row(t.memory, (run) => megabytes(run.megabytes)),
    row(t.longest, ({ longest }) => `${number(longest)} ms`),
  ];
  const table = lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
  return `${table}\n${t.below(t.day(date))}\n`;
}

/** Returns a document with the table between its marks replaced. */
export const withTable = (text, table) => withBlock(text, "studio", table);

/** Writes the figures to the repository, and the table to the documents. */
export function writeStudioFigures(figures) {
  writeFileSync(FIGURES, `${JSON.stringify(figures, rounded, 2)}\n`);
  for (const [language, path] of Object.entries(DOCUMENTS)) {
    const table = tableOf(keptFigures(), language);
    writeFileSync(path, withTable(readFileSync(path, "utf8"), table));
  }
}

const rounded = (_, value) => (typeof value === "number" ? Math.round(value * 10) / 10 : value);
