// `npm run train`: trains the default model from its bags, and writes its report, its baseline and the
// background made of its bags.
// With --check it trains into a temporary folder: the model must equal the committed one byte for
// byte, and its figures must reach the baseline.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { buildCli, buildDevCli, CLI, DEV_CLI } from "../build.mjs";
import { Failure, inRoot, isMain, main, run } from "../run.mjs";
import { setup } from "../setup.mjs";
import { checkBackground, writeBackground } from "./background.mjs";

const NAME = "vi-public-life";
const MODEL = `models/${NAME}`;
const BASELINE = `${MODEL}/floor.json`;

/** 100 bytes over the default, for the short names: the n-grams are those of the first model. */
const MAX_BYTES = "48227";

const recipe = [
  ...["--max-bytes", MAX_BYTES],
  ...["--themes", `${MODEL}/themes.json`, `${MODEL}/bags.jsonl.gz`],
];

async function train() {
  await run(CLI, ["train", "--out", MODEL, "--curves", ...recipe]);
  const evaluate = ["evaluate", "--cross-validate", "--json", ...recipe];
  writeFileSync(inRoot(BASELINE), await run(CLI, evaluate));
  writeBackground();
}

/**
 * Fails unless training on the committed bags reproduces the committed model and figures. The dev
 * build trains: the model must not depend on optimisations either.
 */
export async function checkModel() {
  checkBackground();
  const out = mkdtempSync(join(tmpdir(), "themelight-train-"));
  try {
    const options = ["--out", out, "--name", NAME, "--baseline", BASELINE];
    await run(DEV_CLI, ["train", ...options, ...recipe]);
    const trained = (/** @type {string} */ name) => readFileSync(join(out, name));
    const committed = (/** @type {string} */ name) => readFileSync(inRoot(MODEL, name));
    const labels = (/** @type {any} */ json) => JSON.parse(json).labels;
    const same =
      trained(`${NAME}.model`).equals(committed(`${NAME}.model`)) &&
      isDeepStrictEqual(labels(trained("report.json")), labels(committed("report.json")));
    if (!same) {
      throw new Failure(
        `${MODEL}: model or figures differ from a training on the bags. ` +
          "Run `npm run train` and `npm run golden`, and commit the result.",
      );
    }
    console.log(
      `${MODEL}: the model is equal to a new training, byte for byte, and reaches its baseline.`,
    );
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

if (isMain(import.meta.url)) {
  main(async () => {
    const { check } = parseArgs({ options: { check: { type: "boolean", default: false } } }).values;
    await setup();
    if (check) {
      await buildDevCli();
      await checkModel();
    } else {
      await buildCli();
      await train();
    }
  });
}
