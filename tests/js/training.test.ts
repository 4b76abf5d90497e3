// The training wasm: the same bytes as the command line, import and export.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadTraining, type Training, TrainingError } from "../../www/studio/training.js";
import { backgroundIn } from "../../www/studio/worker/background.js";
import { DEV_CLI } from "../../www/tools/build.mjs";

/** Returns the path of a file of the built site that the studio loads from beside its worker. */
const studioFile = (address: unknown) =>
  file(`dist/site/studio/${new URL(String(address)).pathname.split("/").pop()}`);
const file = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const training = await loadTraining(readFileSync(file("target/training-wasm/training.wasm")));
const town = readFileSync(file("tests/fixtures/english/town.jsonl"), "utf8");

function imported(text: string) {
  return training.importRows(text, training.readTable(text).mapping);
}

const examples = imported(town).examples;

/** Trains on the command line and returns the model. */
function trainedByCommand(jsonl: string, ...options: string[]): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "themelight-"));
  try {
    const data = join(folder, "town.jsonl");
    writeFileSync(data, jsonl);
    execFileSync(DEV_CLI, ["train", "--out", join(folder, "town"), ...options, data]);
    return readFileSync(join(folder, "town", "town.model"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the model has the same bytes as that of the command line", () => {
  assert.ok(trainedByCommand(town).equals(training.train(examples, {}).model));
});

test("built-in paragraphs without a theme are those of the command line", async () => {
  globalThis.fetch = async (address) => new Response(readFileSync(studioFile(address)));
  const themed = examples.filter(({ labels }) => labels.length);
  const jsonl = training.exportRows(themed, "jsonl");
  for (const language of ["vi", "en"]) {
    const options = { ...(await backgroundIn(language)), params: { folds: 2 } };
    const { model, report } = training.train(themed, options);
    assert.equal(report.background, language === "vi" ? 1000 : 134);
    const trained = trainedByCommand(jsonl, "--background", language, "--folds", "2");
    assert.ok(trained.equals(model), language);
  }
});

test("exported examples give the same model", () => {
  const { model } = training.train(examples, {});
  for (const format of ["csv", "jsonl"] as const) {
    const again = imported(training.exportRows(examples, format));
    assert.deepEqual(again.problems, [], format);
    assert.deepEqual(training.train(again.examples, {}).model, model, format);
  }
});

test("the same rows twice give the same figures", () => {
  const csv = training.exportRows(examples, "csv");
  const [header = "", ...rows] = csv.trim().split("\n");
  const copies = rows.map((row) => `copy-${row}`);
  const twice = imported([header, ...rows, ...copies].join("\n"));
  assert.equal(twice.problems.filter(({ code }) => code === "duplicate").length, rows.length);
  const f1 = (of: Parameters<Training["train"]>[0]) => training.train(of, {}).report.macroF1?.value;
  assert.equal(f1(twice.examples), f1(examples));
  // Slightly changed copies stay on one side of every split, too.
  const changed = examples.map((e) => ({ ...e, id: `c-${e.id}`, text: `${e.text} So we hear.` }));
  const difference = (f1([...examples, ...changed]) ?? 1) - (f1(examples) ?? 0);
  assert.ok(Math.abs(difference) < 0.03, String(difference));
});

test("progress rises to 1, and results have intervals", () => {
  const fractions: number[] = [];
  const { report } = training.train(examples, {}, (fraction) => fractions.push(fraction));
  assert.deepEqual(
    fractions,
    fractions.toSorted((a, b) => a - b),
  );
  assert.equal(fractions.at(-1), 1);
  assert.equal(report.predictions.length, examples.length);
  for (const { judged, precision, words } of report.themes) {
    assert.ok(judged && precision && precision.low < precision.value && words.length > 5);
  }
});

test("too few examples are refused with the theme and the number", () => {
  assert.throws(
    () => training.train(examples.slice(0, 12), {}),
    (error) => error instanceof TrainingError && error.code === "train/fit",
  );
  const { problems } = training.check(examples.slice(0, 12));
  assert.ok(problems.some(({ code }) => code.startsWith("too-few")));
});
