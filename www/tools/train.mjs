// `npm run train`: the default model anew from the bags beside it. With --check it is made elsewhere and compared byte for byte.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { buildCli } from "./build.mjs";
import { Failure, inRoot, isMain, main, run } from "./run.mjs";
import { setup } from "./setup.mjs";

const MODEL = "models/vi-public-life";
const WRITTEN = ["vi-public-life.model", "report.json", "report.md"];

function train(out) {
  const data = [`${MODEL}/bags.jsonl.gz`];
  const how = ["train", "--out", out, "--name", basename(MODEL), "--themes", `${MODEL}/themes.json`];
  return run(inRoot("target", "release", "themelight"), [...how, ...data]);
}

/** Same input, same bytes: what is committed must be what its bags give. */
export async function checkModel() {
  const out = mkdtempSync(join(tmpdir(), "themelight-train-"));
  try {
    await train(out);
    const differing = WRITTEN.filter(
      (name) => !readFileSync(join(out, name)).equals(readFileSync(inRoot(MODEL, name))),
    );
    if (differing.length > 0) {
      throw new Failure(
        `${MODEL}: ${differing.join(", ")} not as trained from the bags. Run \`npm run train\` and commit.`,
      );
    }
    console.log(`${MODEL}: ${WRITTEN.join(", ")} are, byte for byte, what the bags give.`);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

if (isMain(import.meta.url)) {
  main(async () => {
    const { check } = parseArgs({ options: { check: { type: "boolean", default: false } } }).values;
    await setup();
    await buildCli();
    await (check ? checkModel() : train(MODEL));
  });
}
