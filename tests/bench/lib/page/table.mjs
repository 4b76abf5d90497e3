// Formats what the embed costs a page, for the console and for www/embed/README.md.
import { readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../../../../www/tools/run.mjs";
import { withBlock } from "../document.mjs";

const FIGURES = inRoot("tests/bench/page.json");
const DOCUMENT = inRoot("www/embed/README.md");

const ms = (value) => `${Math.round(value)} ms`;
const seconds = (value) => `${(value / 1000).toFixed(1)} s`;
const lines = (head, rows) =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const KINDS = ["without", "with"];
const TITLES = {
  12: "12 paragraphs",
  200: "200 paragraphs",
  paper: "a newspaper's page",
};

/** The table of Lighthouse's figures, without → with the embed. */
export const lighthouseTable = ({ lighthouse }) =>
  lines(
    ["page, processor", "score", "blocking time", "main thread"],
    lighthouse.map(({ page, cpu, without, with: embed }) => [
      `${TITLES[page]}, ${cpu} × slower`,
      `${without.score} → ${embed.score}`,
      `${ms(without.blocking)} → ${ms(embed.blocking)}`,
      `${seconds(without.mainThread)} → ${seconds(embed.mainThread)}`,
    ]),
  );

/** The table of everything else. */
export function workTable(figures) {
  const { firstMark, responses, appended, chunks, endless, nodes, idle, scrolling, storm } =
    figures;
  const rows = [
    [
      "first paint → first mark, Fast 3G, processor 6 × slower",
      `${seconds(firstMark.paint)} → ${seconds(firstMark.mark)}`,
    ],
    ...Object.entries(responses).map(([name, one]) => [
      `response to a ${name} while tagging, 6 × slower`,
      `${ms(one.without)} → ${ms(one.with)}`,
    ]),
    [
      "10,000 paragraphs appended, work",
      `${seconds(appended.without.work)} → ${seconds(appended.with.work)}`,
    ],
    [
      "10,000 paragraphs appended, longest task",
      `${ms(appended.without.longest)} → ${ms(appended.with.longest)}`,
    ],
    [
      "20,000 paragraphs in 200 steps, work",
      `${seconds(chunks.without.work)} → ${seconds(chunks.with.work)}`,
    ],
    ...endlessRows(endless),
    ["1,000,000 text nodes, first tag", seconds(nodes.first)],
    ["1,000,000 text nodes, longest task", ms(nodes.longest)],
    ...Object.entries(figures.interactions).map(([name, { work }]) => [
      `10,000 paragraphs, work to the next frame: ${name}`,
      ms(work),
    ]),
    ["callbacks in 30 s after the last mark", String(idle)],
    ["a frame of scrolling", `${scrolling.without.toFixed(1)} → ${scrolling.with.toFixed(1)} ms`],
    [
      "share of the main thread while text beside the article changes in each frame",
      `${(storm.without * 100).toFixed(0)} → ${(storm.with * 100).toFixed(0)} %`,
    ],
  ];
  return lines(["measured", "without → with"], rows);
}

/** The first and the last part of a page that scrolls without an end. */
const endlessRows = (endless) => {
  const row = (name, format) => [
    name,
    [0, -1]
      .map((at) => KINDS.map((kind) => format(endless[kind].at(at))).join(" → "))
      .join(", at the end "),
  ];
  return [
    row("100,000 paragraphs by scrolling, work for each", ({ work }) => `${Math.round(work)} µs`),
    row("the same, memory for each", ({ bytes }) => `${Math.round(bytes)} B`),
  ];
};

export const tables = (figures) => `${lighthouseTable(figures)}\n\n${workTable(figures)}\n`;

/** Writes the figures to the repository, and Lighthouse's table to the README of the embed. */
export function writePageFigures(figures) {
  writeFileSync(FIGURES, `${JSON.stringify(figures, rounded, 2)}\n`);
  const text = readFileSync(DOCUMENT, "utf8");
  const table = lighthouseTable(JSON.parse(JSON.stringify(figures, rounded)));
  writeFileSync(DOCUMENT, withTable(text, table));
}

const HEADING = "## Your own look";

/** Returns the README with this table: in the place of the one before, or in a new section. */
export function withTable(text, table) {
  return text.includes("<!-- page: ")
    ? withBlock(text, "page", `${table}\n`)
    : text.replace(HEADING, `${section(table)}\n\n${HEADING}`);
}

const section = (table) => `## What it costs a page

Lighthouse's mobile preset without → with the embed, medians of loads in turn. \`npm run bench -- --only
page\` measures it on your machine.

<!-- page: from tests/bench/page.json, written by npm run bench -- --only page --write -->
${table}
<!-- /page -->`;

const rounded = (_, value) => (typeof value === "number" ? Math.round(value * 100) / 100 : value);
