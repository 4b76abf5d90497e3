// `npm test`: installs, builds and checks everything. `npm run check` (--fast) skips the slow
// stages.
import { readdirSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { findBrowser, installBrowsers, missingBrowser } from "./browsers/find.mjs";
import { checkSizes } from "./build/sizes.mjs";
import { buildWeb } from "./build.mjs";
import { installBundlers } from "./bundlers.mjs";
import { fuzzBriefly } from "./fuzz.mjs";
import { checkInstructions } from "./model/instructions.mjs";
import { checkModel } from "./model/train.mjs";
import { capture, env, Failure, inRoot, main, run, since, which } from "./run.mjs";
import { installTool, setup } from "./setup.mjs";
import { addCounts, countsIn } from "./test-counts.mjs";

/** `--locked` fails instead of changing Cargo.lock. */
const CLI = ["--locked", "--features", "cli"];
const CLIPPY = ["--", "--deny", "warnings"];
const WASM = ["--locked", "--target", "wasm32-unknown-unknown"];

const CARGO_DENY = "0.20.2";

const counts = { passed: 0, failed: 0, skipped: 0 };

/**
 * The stages in order. The fast check skips the slow ones. The first failure ends the run.
 * @type {[name: string, stage: () => unknown, speed?: "slow"][]}
 */
const STAGES = [
  ["install", setup],
  ["browsers", browsers, "slow"],
  ["lint and format, JavaScript", () => run("biome", ["check", "--error-on-warnings"])],
  ["format, Rust", () => run("cargo", ["fmt", "--check"])],
  ["build, web", buildWeb],
  ["types", () => run("tsc", ["-p", "www"])],
  ["types, tools", () => run("tsc", ["-p", "www/tools"])],
  // Denies clippy's incompatible_msrv too: functions of std that `rust-version` lacks.
  ["lint, Rust", () => run("cargo", ["clippy", "--all-targets", ...CLI, ...CLIPPY])],
  ["lint, Rust for the web", () => run("cargo", ["clippy", ...WASM, ...CLIPPY])],
  ["crates", denyCrates, "slow"],
  ["documentation, Rust", documentation],
  ["oldest Rust", oldestRust, "slow"],
  ["tests, Rust", rustTests],
  // With the command line that the tests have built.
  ["the model from its bags", checkModel, "slow"],
  ["unsafe code", interpretUnsafe, "slow"],
  ["fuzz targets", fuzzBriefly, "slow"],
  ["instructions", () => checkInstructions(), "slow"],
  ["tests, JavaScript", () => nodeTests("tests/js")],
  ["tests, browsers", () => nodeTests("tests/browser"), "slow"],
  ["tests, bundlers", bundlerTests, "slow"],
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

/**
 * Chromium is required; Firefox and WebKit only in CI. Elsewhere the tests of a missing browser are
 * skipped, with a message.
 */
async function browsers() {
  const names = /** @type {const} */ (["chromium", "firefox", "webkit"]);
  await installBrowsers(names);
  for (const name of names.filter((name) => !findBrowser(name))) {
    if (name === "chromium" || process.env.CI) throw new Failure(missingBrowser(name));
    console.log(`Skipping its tests: ${missingBrowser(name)}`);
  }
}

/**
 * Interprets the unsafe code with Miri. The crate has none; that of the tests is the allocator of
 * tests/model/allocation.rs (tests/js/supply-chain.test.ts lists all of it).
 */
async function interpretUnsafe() {
  if (!capture("cargo", ["+nightly", "miri", "--version"])) {
    const install = "rustup toolchain install nightly --component miri";
    return console.log(`Skipped: there is no Miri here (${install}).`);
  }
  const miri = ["+nightly", "miri", "test", "--target-dir", inRoot("target", "miri"), "--locked"];
  await run("cargo", [...miri, "--test", "model", "allocations_are_counted"]);
}

/**
 * Checks the crates against deny.toml; their known vulnerabilities only where the database of
 * advisories can be fetched.
 */
async function denyCrates() {
  await installTool(
    "cargo-deny",
    "cargo-deny",
    CARGO_DENY,
    "checks licences and sources of crates",
  );
  const deny = (/** @type {string[]} */ ...checks) =>
    run("cargo-deny", ["--locked", "check", "--hide-inclusion-graph", ...checks], { quiet: true });
  await deny("bans", "licenses", "sources");
  try {
    await run("cargo-deny", ["fetch", "db"], { quiet: true });
  } catch {
    return console.log("Skipped the advisories: their database cannot be fetched here.");
  }
  await deny("advisories");
}

/** Builds the documentation with and without features; a broken link is an error. */
async function documentation() {
  const strict = { env: { ...env, RUSTDOCFLAGS: "-D warnings" } };
  await run("cargo", ["doc", "--no-deps", "--locked"], strict);
  await run("cargo", ["doc", "--no-deps", ...CLI], strict);
}

/** Compiles the crate with the `rust-version` of Cargo.toml, if rustup can install it. */
async function oldestRust() {
  const version = /^rust-version = "(.+)"$/m.exec(readFileSync(inRoot("Cargo.toml"), "utf8"))?.[1];
  if (!version) throw new Failure("Cargo.toml must have a rust-version.");
  if (!(await hasToolchain(version))) {
    const instead = "clippy's incompatible_msrv has checked the use of std instead";
    return console.log(`Skipped: rustup cannot install Rust ${version} here; ${instead}.`);
  }
  // A separate target folder: the other stages must not compile again.
  const check = ["check", "--target-dir", inRoot("target", "oldest-rust")];
  await run("cargo", [`+${version}`, ...check, "--locked"]);
  await run("cargo", [`+${version}`, ...check, ...CLI]);
}

/** @param {string} version */
async function hasToolchain(version) {
  if (!which("rustup")) return false;
  if (capture("rustup", ["run", version, "cargo", "--version"])) return true;
  const install = ["toolchain", "install", version, "--profile", "minimal", "--no-self-update"];
  return run("rustup", install).then(
    () => true,
    () => false,
  );
}

/** Runs the tests, including the examples in the documentation. */
async function rustTests() {
  const output = await counted("cargo", ["test", ...CLI]);
  if (!/Doc-tests themelight\s+running [1-9]/.test(output)) {
    throw new Failure("Expected cargo test to run the documentation's examples; it ran none.");
  }
}

async function bundlerTests() {
  await installBundlers();
  await nodeTests("tests/bundlers");
}

/** @param {string} folder */
async function nodeTests(folder) {
  const files = readdirSync(inRoot(folder))
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`);
  const how = ["--import", "tsx", "--test", "--test-reporter=spec", "--test-concurrency=2"];
  await counted("node", [...how, ...files]);
}

/**
 * Runs a command and adds the tests that it reports to `counts`. Resolves with its output.
 * @param {string} command
 * @param {readonly string[]} args
 */
async function counted(command, args) {
  const output = await run(command, args);
  const found = countsIn(output);
  if (found.passed === 0) throw new Failure(`${command} ran no test.`);
  addCounts(counts, found);
  return output;
}
