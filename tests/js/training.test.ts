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
});

test("changed copies stay on one side of every split: they do not lift the figures", () => {
  const f1 = (of: Parameters<Training["train"]>[0]) =>
    training.train(of, {}).report.macroF1?.value ?? 0;
  const vocabulary = examples.flatMap(({ text }) => text.split(" "));
  /** Replaces every `n`-th word by one of another paragraph. */
  const replaced = (text: string, n: number, i: number) =>
    text
      .split(" ")
      .map((word, k) => (k % n === i % n ? vocabulary[(k * 7919 + i * 104_729) % 4000]! : word))
      .join(" ");
  const before = f1(examples);
  const changes: Record<string, (text: string, i: number) => string> = {
    "every tenth word": (text, i) => replaced(text, 10, i),
    "every sixth word": (text, i) => replaced(text, 6, i),
    "another sentence": (text) => `This is what readers sent us about the town. ${text}`,
    capitals: (text) => text.toUpperCase(),
  };
  for (const [name, change] of Object.entries(changes)) {
    const copies = examples.map((e, i) => ({ ...e, id: `c-${e.id}`, text: change(e.text, i) }));
    const lift = f1([...examples, ...copies]) - before;
    assert.ok(lift < 0.02, `${name}: ${lift}`);
  }
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
