// Counts the CPU instructions of each stage of tagging with callgrind, and compares them with the
// counts in the repository. `node www/tools/model/instructions.mjs --write` updates these.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import {
  capture,
  Failure,
  inRoot,
  installPackages,
  isMain,
  main,
  mayInstallPackages,
  readJson,
  run,
  which,
} from "../run.mjs";

const BASELINE = "tests/bench/instructions.json";
/** Maximum growth of a count, as a share. With the same compiler, counts vary by about 0.1 %. */
const TOLERANCE = 0.03;
/** Maximum cost of a byte in a 20 MB paragraph, relative to a byte in one of about 500 bytes. */
const MAX_LONG_COST = 1.3;

const STAGES = /** @type {const} */ (["normalise", "tokenise", "score", "explain", "load"]);
/** @typedef {(typeof STAGES)[number]} Stage */

/**
 * Compares the counts, or writes them. Without valgrind, logs a message and does nothing.
 * @param {{ write?: boolean }} [options]
 */
export async function checkInstructions({ write = false } = {}) {
  if (!(await findValgrind())) return;
  const compiler = capture("rustc", ["--version", "--verbose"])?.replaceAll("\n", "; ");
  const target = inRoot("target", "bench");
  const cargo = ["build", "--profile", "dist", "--locked", "--target-dir", target];
  await run("cargo", [...cargo, "--package", "instructions"]);
  const program = inRoot("target/bench/dist/instructions");

  const found = /** @type {Record<Stage, { count: number, bytes: number }>} */ ({});
  for (const stage of STAGES) found[stage] = await count(program, stage);
  const counts = /** @type {Record<Stage, number>} */ ({});
  for (const stage of STAGES) counts[stage] = found[stage].count;
  const long = await count(program, "long");
  const growth = long.count / long.bytes / (found.score.count / found.score.bytes);

  /** @type {{ compiler: string, counts: Record<Stage, number> }} */
  const baseline = readJson(BASELINE);
  const same = baseline.compiler === compiler;
  console.log(`\nInstructions for ${found.score.bytes} bytes of text (load: for the model):`);
  for (const stage of STAGES) {
    const change = same
      ? `${percent(counts[stage] / baseline.counts[stage] - 1)} against the repository`
      : "";
    console.log(`  ${stage.padEnd(10)} ${String(counts[stage]).padStart(11)}  ${change}`);
  }
  console.log(
    `A byte of a paragraph of ${long.bytes} bytes costs ${growth.toFixed(2)} times a byte of a short one.`,
  );
  if (growth > MAX_LONG_COST)
    throw new Failure(
      `Not linear: a byte of a long paragraph costs over ${MAX_LONG_COST} times as much.`,
    );

  if (write) {
    writeFileSync(inRoot(BASELINE), `${JSON.stringify({ compiler, counts }, null, 2)}\n`);
  } else if (!same) {
    console.log(
      `Not compared: the repository has counts of ${baseline.compiler}, this is ${compiler}.`,
    );
  } else {
    const slower = STAGES.filter(
      (stage) => counts[stage] > baseline.counts[stage] * (1 + TOLERANCE),
    );
    if (slower.length) {
      throw new Failure(
        `Slower by more than ${percent(TOLERANCE)}: ${slower.join(", ")}. ` +
          "If intended: node www/tools/model/instructions.mjs --write",
      );
    }
  }
}

const percent = (/** @type {number} */ part) =>
  `${part >= 0 ? "+" : ""}${(part * 100).toFixed(1)} %`;

/**
 * Returns the instructions within the measured stage and the bytes of text it read.
 * @param {string} program
 * @param {string} stage
 */
async function count(program, stage) {
  const options = [
    "--tool=callgrind",
    "--callgrind-out-file=/dev/null",
    "--toggle-collect=measured_stage",
  ];
  const output = await run("valgrind", [...options, program, stage], { quiet: true });
  const [, found] = /Collected : (\d+)/.exec(output) ?? [];
  const [, bytes] = /^(\d+)$/m.exec(output) ?? [];
  if (!found || !bytes) throw new Failure(`valgrind printed no count of ${stage}:\n${output}`);
  return { count: Number(found), bytes: Number(bytes) };
}

/** Returns whether valgrind is available. Installs it on Debian as root, as in CI. */
async function findValgrind() {
  if (which("valgrind")) return true;
  if (!mayInstallPackages()) {
    console.log("Skipped: valgrind was not found. On Debian or Ubuntu: apt-get install valgrind.");
    return false;
  }
  console.log("Installing valgrind with apt-get: it counts the instructions of each stage.");
  await installPackages(["valgrind"]);
  return true;
}

if (isMain(import.meta.url)) {
  const { write } = parseArgs({ options: { write: { type: "boolean", default: false } } }).values;
  main(() => checkInstructions({ write }));
}
