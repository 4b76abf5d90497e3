// The table of what the embed costs a page, in its README and on the site.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const { DOCUMENTS, keptFigures, PARTS, tableOf, withTable } = await import(
  "../bench/lib/page/table.mjs"
);
const LANGS = ["en", "vi"] as const;

const load = { score: 99, blocking: 40.4, mainThread: 1234 };
const pair = { without: { work: 1000, longest: 40 }, with: { work: 1500, longest: 45 } };
const part = (work: number) => ({ work, script: work / 10, bytes: 1500 });
const figures = {
  date: "2026-11-29",
  size: {
    rounds: 7,
    appended: 10_000,
    inChunks: 20_000,
    endless: 20_000,
    nodes: 1e6,
    idleSeconds: 30,
  },
  lighthouse: [{ page: "12", cpu: 6, without: load, with: { ...load, score: 98 } }],
  firstMark: { paint: 800, mark: 2500 },
  responses: { tap: { without: 100, with: 104 } },
  appended: pair,
  chunks: pair,
  endless: {
    without: [part(80), part(81), part(82)],
    with: [part(300), part(310), part(311)],
  },
  nodes: { first: 3000, longest: 45 },
  interactions: { filter: { work: 31, elapsed: 20 } },
  idle: 0,
  scrolling: { without: 1.1, with: 1.6 },
  storm: { without: 0.2, with: 0.24 },
};

test("the table has a row for each measurement, in both languages", () => {
  assert.deepEqual(
    PARTS.filter((name) => !Object.hasOwn(figures, name)),
    [],
  );
  const [en, vi] = LANGS.map((language) => tableOf(figures, language).split("\n"));
  for (const row of [
    "| Lighthouse's points: 12 paragraphs, processor 6 × slower | 99 | 98 |",
    "| blocking time: 12 paragraphs, processor 6 × slower | 40 ms | 40 ms |",
    "| work of the main thread: 12 paragraphs, processor 6 × slower | 1.2 s | 1.2 s |",
    "| endless page, work for each paragraph from 40,000 to 60,000 | 82 µs | 311 µs |",
    "| 10,000 paragraphs, filter: work to the next frame |  | 31 ms |",
  ])
    assert.ok(en!.includes(row), row);
  assert.ok(vi!.includes("| thêm 20.000 đoạn, mỗi lần 100: khối lượng việc | 1,0 s | 1,5 s |"));
  assert.equal(vi!.length, en!.length);
  for (const line of [...en!, ...vi!]) {
    assert.doesNotMatch(line, /undefined|NaN/);
    if (line.startsWith("|")) assert.equal(line.split("|").length, 5, line);
  }
});

test("parts that are not measured have no rows", () => {
  const { date, size, idle } = figures;
  const table = tableOf({ date, size, idle }, "en");
  assert.equal(table.match(/^\|/gm)?.length, 3);
});

test("the documents' table is that of the last measurement", () => {
  const kept = keptFigures();
  assert.deepEqual(
    PARTS.filter((name) => !Object.hasOwn(kept, name)),
    [],
    "measured parts",
  );
  for (const { path, language, parts } of DOCUMENTS) {
    const text = readFileSync(path, "utf8");
    const table = tableOf(kept, language as "en" | "vi", parts);
    assert.equal(withTable(text, table), text, `${path}: run npm run bench -- --only page --write`);
  }
});
