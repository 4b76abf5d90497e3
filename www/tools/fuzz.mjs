// `npm run fuzz`: runs the fuzz targets of tests/fuzz with libFuzzer on the stable compiler.
import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fuzzWasm } from "./fuzz-wasm.mjs";
import { capture, env, Failure, inRoot, isMain, main, run, which } from "./run.mjs";

const help = () => `npm run fuzz -- [--seconds N] [TARGET…]

  --seconds N  time for each target; default 20
  TARGET       ${targets().join(", ")}; default all`;

/** The target that runs in Node, with the package in dist/npm. Its errors name the seed. */
const WASM = "wasm";

/** The flags by which cargo-fuzz instruments code for libFuzzer; none needs a nightly compiler. */
const COVERAGE = [
  "-Cpasses=sancov-module",
  "-Cllvm-args=-sanitizer-coverage-level=4",
  "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
  "-Cllvm-args=-sanitizer-coverage-pc-table",
  "-Cllvm-args=-sanitizer-coverage-trace-compares",
  "--cfg fuzzing",
];

/** Seconds that one input may take, and MB that the process may hold. */
const LIMITS = ["-timeout=20", "-rss_limit_mb=1024", "-max_len=4096", "-print_final_stats=1"];

if (isMain(import.meta.url)) {
  main(async () => {
    const { values, positionals } = parseArgs({
      options: {
        seconds: { type: "string", default: "20" },
        help: { type: "boolean", short: "h", default: false },
      },
      allowPositionals: true,
    });
    if (values.help) return console.log(help());
    const seconds = Number(values.seconds);
    if (!Number.isInteger(seconds) || seconds < 1) {
      throw new Failure(`Expected --seconds with a whole number from 1, found ${values.seconds}.`);
    }
    const unknown = positionals.filter((name) => !targets().includes(name));
    if (unknown.length) throw new Failure(`Unknown target: ${unknown.join(", ")}.\n\n${help()}`);
    await fuzzAll(positionals.length ? positionals : targets(), { seconds });
  });
}

/** Runs all targets on the same few inputs, so that CI builds the fuzzers and runs their checks. */
export async function fuzzBriefly() {
  if (!which("c++")) return console.log("Skipped: libFuzzer needs a C++ compiler (c++).");
  await fuzzAll(targets(), { runs: 2000 });
}

/**
 * @typedef {{ seconds: number } | { runs: number }} Limit time for each target, with new inputs each
 *   time; or a number of inputs, the same each time
 */

/**
 * @param {readonly string[]} names
 * @param {Limit} limit
 * @throws {Failure} if there are findings
 */
async function fuzzAll(names, limit) {
  const inRust = names.filter((name) => name !== WASM);
  const binaries = inRust.length ? await build() : "";
  const rows = [];
  for (const name of inRust) rows.push(await fuzz(name, join(binaries, name), limit));
  if (names.includes(WASM)) {
    console.log(`Fuzzing ${WASM} …`);
    const brief = { seed: 1, rounds: 50 };
    const executions = await fuzzWasm(
      "runs" in limit ? brief : { seed: Date.now(), seconds: limit.seconds },
    );
    rows.push({ target: WASM, executions, findings: 0 });
  }
  console.table(rows);
  const found = rows.reduce((sum, row) => sum + row.findings, 0);
  if (found) throw new Failure(`${found} findings: see tests/fuzz/regressions.`);
}

function targets() {
  const inRust = readdirSync(inRoot("tests/fuzz/fuzz_targets"));
  return [...inRust.map((name) => name.replace(/\.rs$/, "")), WASM].sort();
}

/** Builds all targets. Resolves with the folder of the binaries. */
async function build() {
  if (!which("c++"))
    throw new Failure("Expected a C++ compiler (c++) to build libFuzzer, found none.");
  const host = /^host: (.+)$/m.exec(capture("rustc", ["-vV"]) ?? "")?.[1];
  if (!host) throw new Failure("rustc -vV does not name the host.");
  const folder = inRoot("target", "fuzz");
  const manifest = ["--manifest-path", inRoot("tests/fuzz/Cargo.toml"), "--target-dir", folder];
  // With --target, the flags are not for build scripts.
  await run("cargo", ["build", "--release", "--locked", "--quiet", ...manifest, "--target", host], {
    env: { ...env, RUSTFLAGS: COVERAGE.join(" ") },
  });
  return join(folder, host, "release");
}

/**
 * Runs one target. Copies findings to the regression inputs.
 * @param {string} name
 * @param {string} binary
 * @param {Limit} limit
 */
async function fuzz(name, binary, limit) {
  const folder = (/** @type {string} */ kind) => inRoot("target", "fuzz", kind, name);
  const corpus = folder("corpus");
  const seeds = folder("seeds");
  const findings = folder("findings");
  rmSync(findings, { recursive: true, force: true });
  for (const path of [corpus, seeds, findings]) mkdirSync(path, { recursive: true });
  const amount =
    "runs" in limit ? ["-seed=1", `-runs=${limit.runs}`] : [`-max_total_time=${limit.seconds}`];
  const how = [...amount, `-artifact_prefix=${findings}/`];
  console.log(`Fuzzing ${name} …`);
  /** @type {string} */
  const output = await run(binary, [corpus, seeds, ...how, ...LIMITS], {
    quiet: true,
    env: { ...env, THEMELIGHT_SEEDS: seeds },
  }).catch((error) => error.output ?? "");
  const inputs = readdirSync(findings);
  for (const input of inputs) {
    const regressions = inRoot("tests/fuzz/regressions", name);
    mkdirSync(regressions, { recursive: true });
    copyFileSync(join(findings, input), join(regressions, input));
  }
  const stat = (/** @type {string} */ key) =>
    new RegExp(`^stat::${key}:\\s*(\\d+)`, "m").exec(output)?.[1];
  const executions = stat("number_of_executed_units");
  // A build without instrumentation or a binary that does not start must not look like success.
  if (!executions && !inputs.length) throw new Failure(`${name} did not run:\n${output}`);
  const coverage = [...output.matchAll(/ cov: (\d+)/g)].at(-1)?.[1];
  return {
    target: name,
    executions: Number(executions ?? 0),
    "edges covered": Number(coverage ?? 0),
    inputs: readdirSync(corpus).length,
    "slowest, s": Number(stat("slowest_unit_time_sec") ?? 0),
    "peak, MB": Number(stat("peak_rss_mb") ?? 0),
    findings: inputs.length,
  };
}
