// Counts the instructions of each stage from text to tags with callgrind, and compares them with those in the repository.
// `node www/tools/instructions.mjs --write` keeps the new counts.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { capture, Failure, inRoot, isMain, main, run, which } from "./run.mjs";

const KEPT = inRoot("tests/bench/instructions.json");
/** How much slower a stage may get unnoticed. The same compiler gives the same count to some 0.1 %. */
const TOLERANCE = 0.03;
/** How much more a byte of a paragraph of 20 MB may cost than one of some 500 bytes. */
const LINEAR = 1.3;

const STAGES = ["normalise", "tokenise", "score", "explain", "load"];

export async function checkInstructions({ write = false } = {}) {
  if (!(await findValgrind())) return;
  const compiler = capture("rustc", ["--version", "--verbose"]).replaceAll("\n", "; ");
  const target = inRoot("target", "bench");
  await run("cargo", ["build", "--release", "--locked", "--target-dir", target, "--package", "instructions"]);
  const program = inRoot("target/bench/release/instructions");

  const found = {};
  for (const stage of STAGES) found[stage] = await count(program, stage);
  const counts = Object.fromEntries(STAGES.map((stage) => [stage, found[stage].count]));
  const long = await count(program, "long");
  const growth = long.count / long.bytes / (found.score.count / found.score.bytes);

  const kept = JSON.parse(readFileSync(KEPT, "utf8"));
  const same = kept.compiler === compiler;
  console.log(`\nInstructions for ${found.score.bytes} bytes of text (load: for the model):`);
  for (const stage of STAGES) {
    const change = same ? `${percent(counts[stage] / kept.counts[stage] - 1)} to what is kept` : "";
    console.log(`  ${stage.padEnd(10)} ${String(counts[stage]).padStart(11)}  ${change}`);
  }
  console.log(
    `A byte of a paragraph of ${long.bytes} bytes costs ${growth.toFixed(2)} times one of a short paragraph's.`,
  );
  if (growth > LINEAR)
    throw new Failure(`Long paragraphs cost more than ${LINEAR} times as much a byte: not linear.`);

  if (write) {
    writeFileSync(KEPT, `${JSON.stringify({ compiler, counts }, null, 2)}\n`);
  } else if (!same) {
    console.log(`Not compared: the counts kept are of ${kept.compiler}, this is ${compiler}.`);
  } else {
    const slower = STAGES.filter((stage) => counts[stage] > kept.counts[stage] * (1 + TOLERANCE));
    if (slower.length) {
      throw new Failure(
        `Slower by more than ${percent(TOLERANCE)}: ${slower.join(", ")}. If that is meant: node www/tools/instructions.mjs --write`,
      );
    }
  }
}

const percent = (part) => `${part >= 0 ? "+" : ""}${(part * 100).toFixed(1)} %`;

/** Instructions within the measured stage, and how many bytes of text it read. */
async function count(program, stage) {
  const options = ["--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=measured_stage"];
  const output = await run("valgrind", [...options, program, stage], { quiet: true });
  const [, found] = /Collected : (\d+)/.exec(output) ?? [];
  const [, bytes] = /^(\d+)$/m.exec(output) ?? [];
  if (!found || !bytes) throw new Failure(`valgrind gave no count of ${stage}:\n${output}`);
  return { count: Number(found), bytes: Number(bytes) };
}

/** On Debian as root, as in CI, it is installed; elsewhere the check is left out, aloud. */
async function findValgrind() {
  if (which("valgrind")) return true;
  if (process.getuid?.() !== 0 || !which("apt-get")) {
    console.log("Left out: valgrind was not found. On Debian or Ubuntu: apt-get install valgrind.");
    return false;
  }
  console.log("Installing valgrind with apt-get: it counts the instructions of each stage.");
  await run("apt-get", ["update"], { quiet: true });
  await run("apt-get", ["install", "--yes", "--no-install-recommends", "valgrind"], { quiet: true });
  return true;
}

if (isMain(import.meta.url)) {
  const { write } = parseArgs({ options: { write: { type: "boolean", default: false } } }).values;
  main(() => checkInstructions({ write }));
}
