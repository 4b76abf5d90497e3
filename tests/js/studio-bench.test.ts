// The table of what a training in the studio takes, and the promises that it must keep.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const { DOCUMENTS, keptFigures, tableOf, withTable } = await import(
  "../bench/lib/studio/table.mjs"
);
const { labelledCsv } = await import("../bench/lib/studio/paragraphs.mjs");

const run = (paragraphs: number) => ({
  paragraphs,
  read: { seconds: 1.25, processor: 1.5 },
  said: { seconds: 20, megabytes: 128 },
  training: { seconds: 19, processor: 21 },
  megabytes: 1300,
  longest: 12,
});

test("the table has the same rows in both languages", () => {
  const figures = { date: "2026-11-29", runs: [run(2000), run(20_000)] };
  const [en, vi] = (["en", "vi"] as const).map((lang) => tableOf(figures, lang).split("\n"));
  assert.equal(en![0], "|  | 2,000 paragraphs | 20,000 paragraphs |");
  assert.ok(en!.includes("| read and checked | 1.3 s | 1.3 s |"));
  assert.ok(vi!.includes("| như trên: lúc cao nhất | 1.300 MB | 1.300 MB |"));
  assert.equal(vi!.length, en!.length);
});

test("the documents' table is that of the last measurement", () => {
  for (const [language, path] of Object.entries(DOCUMENTS) as ["en" | "vi", string][]) {
    const text = readFileSync(path, "utf8");
    const table = tableOf(keptFigures(), language);
    assert.equal(withTable(text, table), text, `${path}: npm run bench -- --only studio --write`);
  }
});

test("trainings take what the page announces, and leave it responsive", () => {
  const [small, large] = keptFigures().runs;
  assert.equal(small.paragraphs, 2000);
  assert.equal(large.paragraphs, 20_000);
  assert.ok(small.training.seconds <= 30, `${small.training.seconds} s`);
  for (const { said, training, megabytes, longest } of [small, large]) {
    assert.ok(longest <= 50, `a task of ${longest} ms`);
    const time = training.processor / said.seconds;
    assert.ok(time > 0.4 && time < 1.3, `${time} of the announced time`);
    const memory = megabytes / said.megabytes;
    assert.ok(memory > 0.6 && memory < 1.2, `${memory} of the announced memory`);
  }
});

test("the measured paragraphs are the same each time, differ, and have four themes", () => {
  const file: string = labelledCsv(400);
  assert.equal(file, labelledCsv(400));
  const rows = file.trim().split("\n").slice(1);
  assert.equal(new Set(rows).size, 400);
  const labels = rows.map((row) => row.slice(row.lastIndexOf(";") + 1));
  const themes = new Set(labels.filter(Boolean).flatMap((list) => list.split("|")));
  assert.equal(themes.size, 4);
  assert.ok(labels.filter((list) => !list).length > 150, "some have none");
});
