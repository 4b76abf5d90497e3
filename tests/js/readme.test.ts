// Compares the numbers in the README with the training report, the size budgets and the benchmark.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { NUMBERS } from "./lib/numbers.js";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

function rows(page: string, name: string): string[] {
  const block = new RegExp(`<!-- ${name}: .*?-->\n([^]*?)<!-- /${name} -->`).exec(read(page))?.[1];
  assert.ok(block, `${page} has a block of ${name}`);
  return block.trim().split("\n").slice(2);
}

interface Metrics {
  f1: number;
  average_precision: number;
}

interface Report {
  data: { paragraphs: number };
  labels: { id: string; metrics: Metrics; clear: Metrics; calibration_error: number }[];
  model: { brotli: number };
  curves: { sizes: { macro_f1: number }[] };
  macro_f1: number;
  macro_f1_clear: number;
  mean_average_precision: number;
}

const report: Report = JSON.parse(read("models/vi-public-life/report.json"));

test("the quality figures of README and model card are those of the training report", () => {
  const row = (name: string, ...figures: number[]) =>
    `| ${name} | ${figures.map((n) => n.toFixed(2)).join(" | ")} |`;
  const figures = [
    ...report.labels.map((l) => row(l.id, l.metrics.f1, l.clear.f1, l.metrics.average_precision)),
    row("mean", report.macro_f1, report.macro_f1_clear, report.mean_average_precision),
  ];
  assert.deepEqual(rows("README.md", "figures"), figures);
  assert.deepEqual(rows("models/vi-public-life/README.md", "figures"), figures);
});

test("the model card has the right numbers of paragraphs", () => {
  const card = read("models/vi-public-life/README.md");
  const corpus = new URL("../../models/vi-public-life/corpus/", import.meta.url);
  const ours = readdirSync(corpus).flatMap((name) =>
    readFileSync(new URL(name, corpus), "utf8").trim().split("\n"),
  );
  assert.ok(
    card.includes(`\`corpus/\`: ${ours.length} paragraphs`),
    `the card counts ${ours.length} of our own`,
  );
  assert.ok(card.includes(`${report.data.paragraphs.toLocaleString("en")} labelled paragraphs`));
});

test("the model reaches the required quality", () => {
  for (const { id, metrics, calibration_error } of report.labels) {
    assert.ok(metrics.f1 >= 0.72, `F1 of ${id}`);
    assert.ok(calibration_error <= 0.05, `calibration error of ${id}`);
  }
  assert.ok(report.model.brotli <= 64 * 1024, "64 KB");
  const whole = report.curves.sizes.at(-1)!.macro_f1;
  assert.ok(
    report.macro_f1 >= whole - 0.01,
    "all n-grams with unquantised weights are better by at most 0.01",
  );
});

test("the README's sizes are the budgets in package.json", () => {
  const budgets: Record<string, { brotli: number }> = JSON.parse(read("package.json")).budgets;
  assert.deepEqual(
    rows("README.md", "budgets"),
    Object.entries(budgets).map(([name, { brotli }]) => `| ${name} | ${brotli} |`),
  );
});

test("the README's speeds are those of tests/bench/speed.json, and Themelight is the fastest", async () => {
  const { table } = await import("../bench/lib/figures.mjs");
  const { rows: kept } = JSON.parse(read("tests/bench/speed.json"));
  assert.deepEqual(rows("README.md", "speed"), table(kept).trim().split("\n").slice(2));
  const speed = (name: string) => kept.find((row: { name: string }) => row.name === name).perSecond;
  const peers = kept.filter(
    ({ name }: { name: string }) => !["limit", "themelight"].includes(name),
  );
  assert.ok(peers.length >= 5);
  for (const { name } of peers) assert.ok(speed("themelight") > speed(name), name);
});

interface HeldOut {
  data: string;
  texts: number;
  macro_f1: Record<"themelight" | "scikit-learn" | "scikit-learn, tuned" | "fastText", number>;
}

const heldOut: HeldOut[] = JSON.parse(read("tests/bench/peers/held-out.json"));

test("the comparison with other systems in the training guides is that of the measurement", () => {
  const line = ({ data, texts, macro_f1: f1 }: HeldOut) => {
    const systems = ["themelight", "scikit-learn", "scikit-learn, tuned", "fastText"] as const;
    const figures = systems.map((system) => f1[system].toFixed(2));
    return [data, texts.toLocaleString("en"), ...figures];
  };
  for (const lang of ["en", "vi"]) {
    const cells = rows(`www/site/content/${lang}/training.md`, "held-out").map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    const names = new Map(heldOut.map(({ data }, i) => [data, cells[i]?.[0] ?? ""]));
    const expected = heldOut
      .map(line)
      .map(([data = "", texts = "", ...figures]) => [
        lang === "en" ? data : names.get(data),
        lang === "en" ? texts : texts.replace(",", "."),
        ...(lang === "en" ? figures : figures.map((figure) => figure.replace(".", ","))),
      ]);
    assert.deepEqual(cells, expected);
  }
});

test("the default settings are ahead of fastText on every data set", () => {
  for (const { data, texts, macro_f1: f1 } of heldOut)
    assert.ok(f1.themelight > f1.fastText, `${data}, ${texts} texts`);
});

test("numbers in documents and messages are those of the code", () => {
  for (const [documents, file, constant] of NUMBERS) {
    assert.match(read(file), constant, file);
    for (const [path, number] of Object.entries(documents)) assert.match(read(path), number, path);
  }
});

test("the training guides show rows of the samples, and count them", () => {
  for (const [lang, separator] of [
    ["en", ","],
    ["vi", ";"],
  ] as const) {
    const guide = read(`www/site/content/${lang}/training.md`);
    const rows = read(`www/studio/samples/${lang}.csv`).trim().split("\n").slice(1);
    assert.match(guide, new RegExp(`\\b${rows.length}\\b`), `${lang}: ${rows.length} rows`);
    const shown = [...guide.matchAll(/^\| “(.+)” \| (.*?) ?\|$/gm)];
    assert.equal(shown.length, 2, lang);
    for (const [, text, themes] of shown) {
      const row = rows.find((one) => one.replace(/^"/, "").startsWith(text!));
      assert.ok(row?.endsWith(separator + themes), `${lang}: ${text}`);
    }
  }
});
