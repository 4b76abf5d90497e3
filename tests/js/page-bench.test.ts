// The tables of what the embed costs a page, and the figures in its README where there are any.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const { lighthouseTable, tables, withTable } = await import("../bench/lib/page/table.mjs");
const README = "www/embed/README.md";
const FIGURES = "tests/bench/page.json";

const load = { score: 99, blocking: 40.4, mainThread: 1234 };
const both = { without: { work: 1000, longest: 40 }, with: { work: 1500, longest: 45 } };
const figures = {
  lighthouse: [{ page: "12", cpu: 6, without: load, with: { ...load, score: 98 } }],
  firstMark: { paint: 800, mark: 2500 },
  responses: { tap: { without: 100, with: 104 } },
  appended: both,
  chunks: both,
  endless: {
    without: [{ work: 80, bytes: 10 }],
    with: [
      { work: 300, bytes: 1500 },
      { work: 310, bytes: 1490 },
    ],
  },
  nodes: { first: 3000, longest: 45 },
  interactions: { filter: { work: 31, elapsed: 20 } },
  idle: 0,
  scrolling: { without: 1.1, with: 1.6 },
  storm: { without: 0.2, with: 0.24 },
};

test("the tables have a row for each measurement", () => {
  const lines = tables(figures).split("\n");
  assert.ok(
    lines.includes("| 12 paragraphs, 6 × slower | 99 → 98 | 40 ms → 40 ms | 1.2 s → 1.2 s |"),
  );
  assert.ok(lines.includes("| 10,000 paragraphs, work to the next frame: filter | 31 ms |"));
  assert.doesNotMatch(tables(figures), /undefined|NaN/);
});

test("a table takes the place of the one before", () => {
  const once = withTable(readFileSync(README, "utf8"), "| one |");
  const twice = withTable(once, "| two |");
  assert.ok(once.includes("| one |") && once.includes("## Your own look"));
  assert.equal(twice, once.replace("| one |", "| two |"));
});

test("the README's figures are those of the last measurement", () => {
  if (!existsSync(FIGURES)) return;
  const kept = JSON.parse(readFileSync(FIGURES, "utf8"));
  assert.ok(readFileSync(README, "utf8").includes(lighthouseTable(kept)));
});
