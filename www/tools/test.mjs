// `npm test`: installs, builds and checks everything. `npm run check` (--fast) leaves out what takes minutes.
import { readdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { findBrowser, installBrowsers, missingBrowser } from "./browsers.mjs";
import { buildCli, buildWeb } from "./build.mjs";
import { checkInstructions } from "./instructions.mjs";
import { Failure, inRoot, main, run, since } from "./run.mjs";
import { setup } from "./setup.mjs";
import { checkSizes } from "./sizes.mjs";
import { addCounts, countsIn } from "./test-counts.mjs";
import { checkModel } from "./train.mjs";

const CLIPPY = ["--", "--deny", "warnings"];
const WASM = ["--target", "wasm32-unknown-unknown"];

const counts = { passed: 0, failed: 0, skipped: 0 };

/** Each stage: its name, what it does, and whether the fast check leaves it out. The first failure ends the run. */
const STAGES = [
  ["install", setup],
  ["browsers", browsers, "slow"],
  ["lint and format, JavaScript", () => run("biome", ["check", "--error-on-warnings"])],
  ["format, Rust", () => run("cargo", ["fmt", "--check"])],
  ["build, web", buildWeb],
  ["types", () => run("tsc", ["-p", "www"])],
  ["build, command line", buildCli, "slow"],
  ["the model from its bags", checkModel, "slow"],
  ["lint, Rust", () => run("cargo", ["clippy", "--locked", "--all-targets", "--features", "cli", ...CLIPPY])],
  ["lint, Rust for the web", () => run("cargo", ["clippy", "--locked", ...WASM, ...CLIPPY])],
  ["tests, Rust", () => counted("cargo", ["test", "--locked", "--features", "cli"])],
  ["instructions", () => checkInstructions(), "slow"],
  ["tests, JavaScript", () => nodeTests("tests/js")],
  ["tests, browsers", () => nodeTests("tests/browser"), "slow"],
  ["sizes", checkSizes],
];

main(async () => {
  const { fast } = parseArgs({ options: { fast: { type: "boolean", default: false } } }).values;
  const begin = performance.now();
  for (const [name, stage, speed] of STAGES) {
    if (fast && speed === "slow") continue;
    console.log(`\n── ${name}`);
    const start = performance.now();
    try {
      await stage();
    } catch (error) {
      console.log(`── ${name}: failed after ${since(start)}`);
      throw error;
    }
    console.log(`── ${name}: ${since(start)}`);
  }
  const skipped = counts.skipped ? `, ${counts.skipped} skipped` : "";
  console.log(`\nAll stages passed in ${since(begin)}.`);
  console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
});

/** Chromium must be there. Firefox and WebKit too in CI; on a desk that lacks one, its tests are skipped aloud. */
async function browsers() {
  const names = ["chromium", "firefox", "webkit"];
  await installBrowsers(names);
  for (const name of names.filter((name) => !findBrowser(name))) {
    if (name === "chromium" || process.env.CI) throw new Failure(missingBrowser(name));
    console.log(`Skipping its tests: ${missingBrowser(name)}`);
  }
}

async function nodeTests(folder) {
  const files = readdirSync(inRoot(folder))
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`);
  const how = ["--import", "tsx", "--test", "--test-reporter=spec", "--test-concurrency=2"];
  await counted("node", [...how, ...files]);
}

async function counted(command, args) {
  const found = countsIn(await run(command, args));
  if (found.passed === 0) throw new Failure(`${command} ran no test.`);
  addCounts(counts, found);
}
