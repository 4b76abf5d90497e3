// `npm run train`: trains the default model from its bags, with its report and the floor of its metrics.
// `--check` trains in a temporary folder: the model must be the same to the byte, its metrics not below
// the floor.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { buildCli } from "../build.mjs";
import { Failure, inRoot, isMain, main, run } from "../run.mjs";
import { setup } from "../setup.mjs";

const MODEL = "models/vi-public-life";
const NAME = "vi-public-life";
const FLOOR = `${MODEL}/floor.json`;

const themelight = (/** @type {string[]} */ ...args) =>
  run(inRoot("target", "release", "themelight"), args);
const recipe = ["--themes", `${MODEL}/themes.json`, `${MODEL}/bags.jsonl.gz`];

async function train() {
  await themelight("train", "--out", MODEL, "--curves", ...recipe);
  writeFileSync(
    inRoot(FLOOR),
    await themelight("evaluate", "--cross-validate", "--json", ...recipe),
  );
}

/** Checks that training on the committed bags gives the committed model. */
export async function checkModel() {
  const out = mkdtempSync(join(tmpdir(), "themelight-train-"));
  try {
    await themelight("train", "--out", out, "--name", NAME, "--floor", FLOOR, ...recipe);
    const made = (/** @type {string} */ name) => readFileSync(join(out, name));
    const committed = (/** @type {string} */ name) => readFileSync(inRoot(MODEL, name));
    const labels = (/** @type {Buffer} */ json) => JSON.parse(json.toString()).labels;
    const same =
      made(`${NAME}.model`).equals(committed(`${NAME}.model`)) &&
      isDeepStrictEqual(labels(made("report.json")), labels(committed("report.json")));
    if (!same) {
      throw new Failure(
        `Training on the bags of ${MODEL} gives another model or report. ` +
          "Run `npm run train`, `npm run golden`, and commit the result.",
      );
    }
    console.log(`${MODEL}: trained again to the same bytes; no metric is below its floor.`);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

if (isMain(import.meta.url)) {
  main(async () => {
    const { check } = parseArgs({ options: { check: { type: "boolean", default: false } } }).values;
    await setup();
    await buildCli();
    await (check ? checkModel() : train());
  });
}
