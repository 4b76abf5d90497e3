// No number in the README that nothing checks: its tables are those of the training report and of the size budgets.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const readme = read("README.md");

function rows(name: string): string[] {
  const block = new RegExp(`<!-- ${name}: .*?-->\n([^]*?)<!-- /${name} -->`).exec(readme)?.[1];
  assert.ok(block, `the README has a block of ${name}`);
  return block.trim().split("\n").slice(2);
}

interface Metrics {
  f1: number;
  average_precision: number;
}

interface Report {
  labels: { id: string; metrics: Metrics; clear: Metrics }[];
  macro_f1: number;
  macro_f1_clear: number;
  mean_average_precision: number;
}

test("the README's quality figures are those of the training report", () => {
  const report: Report = JSON.parse(read("models/vi-public-life/report.json"));
  const row = (name: string, ...figures: number[]) =>
    `| ${name} | ${figures.map((n) => n.toFixed(2)).join(" | ")} |`;
  assert.deepEqual(rows("figures"), [
    ...report.labels.map((l) => row(l.id, l.metrics.f1, l.clear.f1, l.metrics.average_precision)),
    row("mean", report.macro_f1, report.macro_f1_clear, report.mean_average_precision),
  ]);
});

test("the README's sizes are the budgets that the build enforces", () => {
  const budgets: Record<string, { brotli: number }> = JSON.parse(read("package.json")).budgets;
  assert.deepEqual(
    rows("budgets"),
    Object.entries(budgets).map(([name, { brotli }]) => `| ${name} | ${brotli} |`),
  );
});
