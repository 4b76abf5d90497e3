// `npm run train`: the default model anew from the bags beside it, with its report and the floor under its quality.
// With --check it is made elsewhere: the model must be the same to the byte, its figures no worse than the floor.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { buildCli } from "./build.mjs";
import { Failure, inRoot, isMain, main, run } from "./run.mjs";
import { setup } from "./setup.mjs";

const MODEL = "models/vi-public-life";
const NAME = "vi-public-life";
const FLOOR = `${MODEL}/floor.json`;

const themelight = (...args) => run(inRoot("target", "release", "themelight"), args);
const recipe = ["--themes", `${MODEL}/themes.json`, `${MODEL}/bags.jsonl.gz`];

async function train() {
  await themelight("train", "--out", MODEL, "--curves", ...recipe);
  writeFileSync(inRoot(FLOOR), await themelight("evaluate", "--cross-validate", "--json", ...recipe));
}

/** Same input, same bytes: what is committed must be what its bags give. */
export async function checkModel() {
  const out = mkdtempSync(join(tmpdir(), "themelight-train-"));
  try {
    await themelight("train", "--out", out, "--name", NAME, "--floor", FLOOR, ...recipe);
    const made = (name) => readFileSync(join(out, name));
    const committed = (name) => readFileSync(inRoot(MODEL, name));
    const labels = (json) => JSON.parse(json).labels;
    const same =
      made(`${NAME}.model`).equals(committed(`${NAME}.model`)) &&
      isDeepStrictEqual(labels(made("report.json")), labels(committed("report.json")));
    if (!same) {
      throw new Failure(
        `${MODEL} is not what its bags give. Run \`npm run train\`, \`npm run golden\` and commit.`,
      );
    }
    console.log(`${MODEL}: the model is, byte for byte, what its bags give, and no worse than its floor.`);
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
