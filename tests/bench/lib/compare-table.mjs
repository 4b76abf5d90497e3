// The figures of the comparison pages: two rows of their table, and the paragraph below it.
import { readFileSync, writeFileSync } from "node:fs";
import { inRoot, readJson } from "../../../www/tools/run.mjs";

export const FIGURES = inRoot("tests/bench/compare.json");

/** The pages by language. */
export const COMPARISONS = {
  en: inRoot("www/site/content/en/comparison.md"),
  vi: inRoot("www/site/content/vi/comparison.md"),
};

/** Returns the figures of the last measurements of downloads, speed and quality. */
export const kept = () => ({
  downloads: readJson("tests/bench/compare.json"),
  speed: readJson("tests/bench/speed.json"),
  quality: readJson("tests/bench/peers/held-out.json"),
});

const TEXTS = {
  en: {
    download: "Download, Brotli",
    speed: "Paragraphs a second",
    model: "model",
    script: "no script; the browser downloads its model",
    notMeasured: "not measured",
    notClassified: "does not classify",
    day: (date) => date,
    below: ({ measured, versions, embed, alone, few, many }) =>
      `Downloads of ${measured.downloads}: mark.js ${versions["mark.js"]}, Transformers.js ` +
      `${versions.transformers} with its runtime for Chromium and Firefox (Brotli quality 9 for its ` +
      `wasm, 11 for the rest). The ${embed} of ` +
      `Themelight are the embed with model, labels and legend; the npm package alone is ${alone}. ` +
      `Speeds of ${measured.speed}, with \`fasttext.wasm.js\`. Macro-F1 on Vietnamese press ` +
      `paragraphs: Themelight ${few.ours}, fastText ${few.theirs} after ${few.texts} labelled ` +
      `texts, ${many.ours} and ${many.theirs} after ${many.texts}.`,
  },
  vi: {
    download: "Dung lượng tải, Brotli",
    speed: "Số đoạn mỗi giây",
    model: "mô hình",
    script: "không có script; trình duyệt tự tải mô hình",
    notMeasured: "chưa đo",
    notClassified: "không phân loại",
    day: (date) => date.split("-").reverse().join("/"),
    below: ({ measured, versions, embed, alone, few, many }) =>
      `Dung lượng đo ngày ${measured.downloads}: mark.js ${versions["mark.js"]}, Transformers.js ` +
      `${versions.transformers} kèm bộ chạy dành cho Chromium và Firefox (wasm của nó nén Brotli ` +
      `mức 9, còn lại mức 11). ${embed} của Themelight ` +
      `là mã nhúng cùng mô hình, nhãn và chú giải; riêng gói npm là ${alone}. Tốc độ đo ngày ` +
      `${measured.speed}, fastText là \`fasttext.wasm.js\`. Macro-F1 trên các đoạn báo chí tiếng ` +
      `Việt: Themelight ${few.ours}, fastText ${few.theirs} sau ${few.texts} văn bản đã gắn nhãn; ` +
      `${many.ours} và ${many.theirs} sau ${many.texts} văn bản.`,
  },
};

const PRESS = "press, Vietnamese";

/**
 * Returns what a page says about figures.
 * @param {any} figures see `kept`
 * @param {"en" | "vi"} language
 * @returns {{ rows: Record<string, string>, below: string }} the rows of the table by name
 */
export function comparisonOf({ downloads, speed, quality }, language) {
  const texts = TEXTS[language];
  const system = (name) => speed.rows.find((row) => row.name === name);
  const [ours, fastText] = [system("themelight"), system("fasttext-wasm")];
  const rate = (row) => (Math.round(row.perSecond / 100) * 100).toLocaleString(language);
  const size = (kb) =>
    kb < 1000
      ? `${Math.round(kb).toLocaleString(language)} KB`
      : `${Number((kb / 1024).toFixed(1)).toLocaleString(language)} MB`;
  const { script, runtime } = downloads.transformers;
  const row = (name, ...cells) => [name, `| ${[name, ...cells].join(" | ")} |`];
  return {
    rows: Object.fromEntries([
      row(
        texts.download,
        size(downloads.embed),
        `${size(fastText.runtime)} + ${texts.model}`,
        `${size(script + runtime)} + ${texts.model}`,
        texts.script,
        size(downloads["mark.js"]),
      ),
      row(
        texts.speed,
        rate(ours),
        rate(fastText),
        texts.notMeasured,
        texts.notMeasured,
        texts.notClassified,
      ),
    ]),
    below: texts.below({
      measured: { downloads: texts.day(downloads.date), speed: texts.day(speed.date) },
      versions: downloads.versions,
      embed: size(downloads.embed),
      alone: size(ours.runtime + ours.model),
      few: scores(quality, 300, language),
      many: scores(quality, 2000, language),
    }),
  };
}

function scores(quality, texts, language) {
  const { macro_f1: f1 } = quality.find((row) => row.data === PRESS && row.texts === texts);
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  const score = (value) => value.toLocaleString(language, digits);
  return {
    texts: texts.toLocaleString(language),
    ours: score(f1.themelight),
    theirs: score(f1.fastText),
  };
}

/**
 * Returns a page with the figures between its marks replaced. Other rows of the table stay.
 * @param {string} text
 * @param {ReturnType<typeof comparisonOf>} figures
 */
export function withComparison(text, { rows, below }) {
  const found = /(<!-- figures: .*? -->\n)(.*?\n\n)(?:.*?)(\n<!-- \/figures -->)/s;
  if (!found.test(text)) throw new Error('Expected a page with a block "<!-- figures: … -->".');
  return text.replace(found, (_, start, table, end) => {
    const lines = table.split("\n");
    for (const [name, row] of Object.entries(rows)) {
      const index = lines.findIndex((line) => line.startsWith(`| ${name} |`));
      if (index < 0) throw new Error(`Expected the table to have a row "${name}".`);
      lines[index] = row;
    }
    return start + lines.join("\n") + below + end;
  });
}

/** Writes the figures to the pages. */
export function writeComparison() {
  const figures = kept();
  for (const [language, path] of Object.entries(COMPARISONS)) {
    const text = readFileSync(path, "utf8");
    writeFileSync(path, withComparison(text, comparisonOf(figures, language)));
  }
}
