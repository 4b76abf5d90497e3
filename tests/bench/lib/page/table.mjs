// The table of what the embed costs a page, for the console, the README of the embed and the site.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../../../../www/tools/run.mjs";
import { withBlock } from "../document.mjs";

export const FIGURES = inRoot("tests/bench/page.json");

/** What is measured, in this order. */
export const PARTS = [
  "lighthouse",
  "firstMark",
  "responses",
  "appended",
  "chunks",
  "endless",
  "nodes",
  "interactions",
  "idle",
  "scrolling",
  "storm",
];

/** Documents with the table: its language and its parts. */
export const DOCUMENTS = [
  { path: inRoot("www/site/content/en/performance.md"), language: "en", parts: PARTS },
  { path: inRoot("www/site/content/vi/performance.md"), language: "vi", parts: PARTS },
  // A README has the figures that a site's owner asks about first.
  { path: inRoot("www/embed/README.md"), language: "en", parts: ["lighthouse", "responses"] },
];

/** Returns the figures of the last measurements. */
export const keptFigures = () =>
  existsSync(FIGURES) ? JSON.parse(readFileSync(FIGURES, "utf8")) : {};

const TEXTS = {
  en: {
    head: ["measured", "without", "with the embed"],
    pages: { 12: "12 paragraphs", 200: "200 paragraphs", paper: "a newspaper's page" },
    slower: (page, cpu) => `${page}, processor ${cpu} × slower`,
    score: "Lighthouse's points",
    blocking: "blocking time",
    mainThread: "work of the main thread",
    firstPaint: "first paint, Fast 3G, processor 6 × slower",
    firstMark: "first mark, the same",
    responses: { tap: "a tap", scroll: "scrolling by a key" },
    response: (name) => `INP of ${name} while paragraphs are tagged, processor 6 × slower`,
    appended: (count) => `${count} paragraphs added at once: work`,
    longest: "the same: longest task",
    chunks: (count) => `${count} paragraphs added, 100 at a time: work`,
    endless: (from, to) => `endless page, work for each paragraph from ${from} to ${to}`,
    script: (from, to) => `the same: scripts, from ${from} to ${to}`,
    memory: (from, to) => `endless page, memory for each paragraph from ${from} to ${to}`,
    nodes: (count) => `${count} text nodes beside the article: first tag`,
    interactions: (name) => `10,000 paragraphs, ${name}: work to the next frame`,
    names: {},
    idle: (seconds) => `callbacks in ${seconds} s after the last mark`,
    scrolling: "work for each frame of scrolling",
    storm: "share of the main thread while 40 elements beside the article change in each frame",
    below: (day, rounds) =>
      `Measured on ${day} in Chromium, medians of ${rounds} loads in turn. Single rows vary by ` +
      "chance; other work of the machine makes absolute figures higher.",
    day: (date) => date,
  },
  vi: {
    head: ["phép đo", "không có", "có mã nhúng"],
    pages: { 12: "12 đoạn", 200: "200 đoạn", paper: "trang của một tờ báo" },
    slower: (page, cpu) => `${page}, bộ xử lý chậm đi ${cpu} lần`,
    score: "điểm Lighthouse",
    blocking: "thời gian chặn",
    mainThread: "việc của luồng chính",
    firstPaint: "nét vẽ đầu tiên, mạng 3G nhanh, bộ xử lý chậm đi 6 lần",
    firstMark: "nhãn đầu tiên, cũng điều kiện ấy",
    responses: { tap: "cú chạm", scroll: "lần cuộn bằng phím" },
    response: (name) => `INP của ${name} trong lúc gắn nhãn, bộ xử lý chậm đi 6 lần`,
    appended: (count) => `thêm ${count} đoạn một lúc: khối lượng việc`,
    longest: "như trên: tác vụ dài nhất",
    chunks: (count) => `thêm ${count} đoạn, mỗi lần 100: khối lượng việc`,
    endless: (from, to) => `trang cuộn vô tận, việc cho mỗi đoạn từ ${from} đến ${to}`,
    script: (from, to) => `như trên: riêng script, từ ${from} đến ${to}`,
    memory: (from, to) => `trang cuộn vô tận, bộ nhớ cho mỗi đoạn từ ${from} đến ${to}`,
    nodes: (count) => `${count} nút văn bản cạnh bài: nhãn đầu tiên`,
    interactions: (name) => `10.000 đoạn, ${name}: việc cho đến khung hình kế tiếp`,
    names: {
      nothing: "không làm gì",
      "open the legend": "mở chú giải",
      filter: "lọc",
      "un-filter": "bỏ lọc",
      jump: "nhảy đến một đoạn",
      why: "xem vì sao",
      list: "mở danh sách",
      confidence: "đổi độ tin cậy",
      hide: "ẩn nhãn",
      show: "hiện nhãn",
      edit: "sửa một đoạn",
    },
    idle: (seconds) => `lượt gọi hàm trong ${seconds} giây sau nhãn cuối cùng`,
    scrolling: "việc cho mỗi khung hình khi cuộn",
    storm: "phần luồng chính bị dùng khi 40 phần tử cạnh bài thay đổi trong từng khung hình",
    below: (day, rounds) =>
      `Đo ngày ${day} trong Chromium, trung vị của ${rounds} lần tải luân phiên. Từng dòng có ` +
      "thể dao động ngẫu nhiên; việc khác của máy trong lúc đo làm con số tuyệt đối cao hơn.",
    day: (date) => date.split("-").reverse().join("/"),
  },
};

/**
 * Returns the rows of the parts that are measured: title, without, with.
 * @param {any} figures
 * @param {"en" | "vi"} language
 * @param {readonly string[]} parts
 */
function rowsOf(figures, language, parts) {
  const t = TEXTS[language];
  const number = (value, digits = 0) =>
    value.toLocaleString(language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const ms = (value) => `${number(value)} ms`;
  const seconds = (value) => `${number(value / 1000, 1)} s`;
  const none = "";
  const { size } = figures;
  const both = (title, { without, with: embed }, format) => [title, format(without), format(embed)];
  const of = (pair, key) => ({ without: pair.without[key], with: pair.with[key] });
  const rows = {
    lighthouse: (cases) =>
      [
        ["score", number],
        ["blocking", ms],
        ["mainThread", seconds],
      ].flatMap(([key, format]) =>
        cases.map((one) =>
          both(`${t[key]}: ${t.slower(t.pages[one.page], one.cpu)}`, of(one, key), format),
        ),
      ),
    firstMark: ({ paint, mark }) => [
      [t.firstPaint, none, seconds(paint)],
      [t.firstMark, none, seconds(mark)],
    ],
    responses: (all) =>
      Object.entries(all).map(([name, pair]) => both(t.response(t.responses[name]), pair, ms)),
    appended: (pair) => [
      both(t.appended(number(size.appended)), of(pair, "work"), seconds),
      both(t.longest, of(pair, "longest"), ms),
    ],
    chunks: (pair) => [both(t.chunks(number(size.inChunks)), of(pair, "work"), seconds)],
    endless: ({ without, with: embed }) =>
      [
        ["endless", "work", (value) => `${number(value)} µs`],
        ["script", "script", (value) => `${number(value)} µs`],
        ["memory", "bytes", (value) => `${number(value / 1024, 1)} KB`],
      ].flatMap(([title, key, format]) =>
        // The first part holds what is made once, and what the browser does at first only.
        [1, embed.length - 1].map((i) => {
          const name = t[title](number(i * size.endless), number((i + 1) * size.endless));
          return both(name, { without: without[i][key], with: embed[i][key] }, format);
        }),
      ),
    nodes: ({ first, longest }) => [
      [t.nodes(number(size.nodes)), none, seconds(first)],
      [t.longest, none, ms(longest)],
    ],
    interactions: (all) =>
      Object.entries(all).map(([name, { work }]) => [
        t.interactions(t.names[name] ?? name),
        none,
        ms(work),
      ]),
    idle: (count) => [[t.idle(size.idleSeconds), none, String(count)]],
    scrolling: (pair) => [both(t.scrolling, pair, (value) => `${number(value, 1)} ms`)],
    storm: (pair) => [both(t.storm, pair, (share) => `${number(share * 100)} %`)],
  };
  return parts
    .filter((part) => figures[part] !== undefined)
    .flatMap((part) => rows[part](figures[part]));
}

/**
 * Returns the table, and when it was measured.
 * @param {any} figures
 * @param {"en" | "vi"} language
 */
export function tableOf(figures, language, parts = PARTS) {
  const { head, below, day } = TEXTS[language];
  const lines = [head, ["---", "---:", "---:"], ...rowsOf(figures, language, parts)];
  const table = lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
  return `${table}\n${below(day(figures.date), figures.size.rounds)}\n`;
}

/** Returns a document with the table between its marks replaced. */
export const withTable = (text, table) => withBlock(text, "page", table);

/** Writes the figures to the repository, and the table to the documents. */
export function writePageFigures(figures) {
  writeFileSync(FIGURES, `${JSON.stringify(figures, rounded, 2)}\n`);
  const kept = keptFigures();
  for (const { path, language, parts } of DOCUMENTS) {
    const table = tableOf(kept, language, parts);
    writeFileSync(path, withTable(readFileSync(path, "utf8"), table));
  }
}

const rounded = (_, value) => (typeof value === "number" ? Math.round(value * 100) / 100 : value);
