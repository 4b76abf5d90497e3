// `npm run test:python`: builds the wheel and tests it in target/python/venv, with pandas, Polars,
// DuckDB and Spark. Arguments go to pytest: `npm run test:python -- -k spark`.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { noticesOf } from "../extension/notices.mjs";
import { remapFlags } from "./build/remap.mjs";
import { buildDevCli, DEV_CLI } from "./build.mjs";
import {
  capture,
  env,
  Failure,
  inRoot,
  installPackages,
  isExecutable,
  isMain,
  main,
  mayInstallPackages,
  root,
  run,
  since,
  which,
} from "./run.mjs";

/** The packages of the tests support Python from this version; the wheel supports 3.10. */
const PYTHON = [3, 11];
/** Spark 4 needs this version of Java. */
const JAVA = 17;

const REQUIREMENTS = "tests/python/requirements.txt";
const SOURCES = inRoot("src", "python");
const NOTICES_HEAD =
  "The extension module contains code of the crates below. Its own licences are in LICENSE-MIT and\n" +
  "LICENSE-APACHE.";

const folder = (/** @type {string[]} */ ...parts) => inRoot("target", "python", ...parts);
const bin = folder("venv", "bin");
/** Returns the path of a program in the virtual environment. */
export const inVenv = (/** @type {string} */ program) => join(bin, program);

/** The environment of the programs: Spark finds the same Python, pip asks nothing. */
const pythonEnv = {
  ...env,
  PATH: [bin, env.PATH].join(delimiter),
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  PIP_NO_INPUT: "1",
  PYTHONDONTWRITEBYTECODE: "1",
};

/**
 * Runs a program of the virtual environment.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export const runPython = (program, args, options) =>
  run(inVenv(program), args, { env: pythonEnv, ...options });

/** Installs the packages of the tests, with the hashes in requirements.txt. */
export async function installPythonPackages() {
  const python = await findPython();
  const requirements = readFileSync(inRoot(REQUIREMENTS), "utf8");
  const version = capture(python, ["--version"]) ?? "";
  const stamp = createHash("sha256").update(version).update(requirements).digest("hex");
  const path = folder("venv", ".themelight-lock");
  if (read(path) === stamp) return;
  console.log(`Installing pandas, Polars, DuckDB, Spark and test tools (${REQUIREMENTS}) into`);
  console.log("target/python/venv …");
  rmSync(folder("venv"), { recursive: true, force: true });
  await run(python, ["-m", "venv", folder("venv")]);
  const how = ["--quiet", "--require-hashes", "--requirement", inRoot(REQUIREMENTS)];
  await runPython("pip", ["install", ...how], { quiet: true });
  writeFileSync(path, stamp);
}

const read = (/** @type {string} */ path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
};

/** Returns a Python that can make virtual environments; as root on Debian, installs one. */
export async function findPython() {
  const found = () => ["python3", "python"].find(isUsable);
  if (!found() && mayInstallPackages()) {
    console.log("Installing the Debian packages python3 and python3-venv …");
    await installPackages(["python3", "python3-venv"]);
  }
  const python = found();
  if (python) return python;
  throw new Failure(
    `Expected Python ${PYTHON.join(".")} or newer with the modules venv and ensurepip, found none. ` +
      "On Debian or Ubuntu: apt-get install python3 python3-venv. Elsewhere: https://www.python.org.",
  );
}

/** @param {string} python */
function isUsable(python) {
  const check = `import ensurepip, sys, venv; sys.exit(sys.version_info < (${PYTHON.join(", ")}))`;
  return which(python) !== undefined && capture(python, ["-c", check]) !== undefined;
}

/** Measures rows a second: `npm run bench -- --only python`. */
export async function measurePython() {
  await installPythonPackages();
  await installWheel("wheel");
  const spark = (await hasJava()) ? ["--spark"] : [];
  await runPython("python", [inRoot("tests", "python", "rate.py"), ...spark]);
}

/**
 * Returns whether there is a Java for Spark; as root on Debian, installs one.
 * @throws {Failure} in CI, if there is none
 */
export async function hasJava() {
  if (javaVersion() < JAVA && mayInstallPackages()) {
    console.log("Installing the Debian package default-jre-headless: Spark runs on Java …");
    await installPackages(["default-jre-headless"]);
  }
  const version = javaVersion();
  if (version >= JAVA) return true;
  const found = version ? `Java ${version}` : "none";
  const message =
    `Expected Java ${JAVA} or newer for Spark, found ${found}. On Debian or Ubuntu: ` +
    "apt-get install default-jre-headless. If it is installed elsewhere, set JAVA_HOME.";
  if (process.env.CI) throw new Failure(message);
  console.log(`Skipping the tests of Spark: ${message}`);
  return false;
}

/** Returns the major version of the Java that Spark takes; 0 if there is none. */
function javaVersion() {
  const { JAVA_HOME } = process.env;
  const java = JAVA_HOME ? join(JAVA_HOME, "bin", "java") : "java";
  return Number(/^\S+ (\d+)/.exec(capture(java, ["--version"]) ?? "")?.[1] ?? 0);
}

/**
 * Builds the wheel and returns its path. It has no local paths: the same sources give the same
 * bytes in any folder.
 * @param {"wheel" | "wheel-check"} profile of Cargo.toml; "wheel-check" is quick to build
 * @param {string} to folder
 * @param {object} [options]
 * @param {string} [options.maturin]
 * @param {string} [options.repository] another clone than this one
 */
export async function buildWheel(
  profile,
  to,
  { maturin = inVenv("maturin"), repository = root } = {},
) {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const host = /^host: (.+)$/m.exec(capture("rustc", ["-vV"]) ?? "")?.[1];
  if (!host) throw new Failure("Expected the command rustc, found none: see https://rustup.rs.");
  const sources = join(repository, "src", "python");
  const notices = noticesOf([], NOTICES_HEAD, ["--features", "python"], host);
  writeFileSync(join(sources, "THIRD-PARTY-NOTICES.txt"), notices);
  // The crates must be there, or their folder has no name yet.
  await run("cargo", ["fetch", "--locked"], { cwd: repository });
  const flags = `target.${host}.rustflags=${JSON.stringify(remapFlags(repository))}`;
  const how = ["--locked", "--profile", profile, "--config", flags, "--out", to];
  await run(maturin, ["build", ...how], { cwd: sources, env: pythonEnv });
  const [wheel] = readdirSync(to).filter((name) => name.endsWith(".whl"));
  if (!wheel) throw new Failure(`Expected a wheel from maturin in ${to}, found none.`);
  return join(to, wheel);
}

/**
 * Builds the wheel and installs it.
 * @param {"wheel" | "wheel-check"} profile
 */
export async function installWheel(profile) {
  const wheel = await buildWheel(profile, folder(profile));
  await runPython("pip", ["install", "--quiet", "--no-index", "--force-reinstall", wheel]);
}

/** Returns the path of maturin, if it is on the PATH or the tests have installed it. */
export const findMaturin = () =>
  which("maturin") ?? (isExecutable(inVenv("maturin")) ? inVenv("maturin") : undefined);

/** @type {[name: string, stage: () => unknown][]} */
const STAGES = [
  ["packages", installPythonPackages],
  ["lint, Rust", lintRust],
  ["wheel", () => installWheel("wheel-check")],
  ["lint and types, Python", lintPython],
  ["command line", buildDevCli],
  ["tests", () => testPython(process.argv.slice(2))],
];

function lintRust() {
  const features = ["--lib", "--features", "python"];
  return run("cargo", ["clippy", "--locked", ...features, "--", "--deny", "warnings"]);
}

async function lintPython() {
  const config = join(SOURCES, "pyproject.toml");
  const paths = [SOURCES, inRoot("tests", "python")];
  await runPython("ruff", ["check", "--config", config, "--no-cache", ...paths]);
  await runPython("ruff", ["format", "--check", "--config", config, "--no-cache", ...paths]);
  const cache = ["--cache-dir", folder("mypy")];
  const typed = ["-p", "themelight"];
  await runPython("mypy", ["--config-file", config, ...cache, ...typed], { cwd: folder() });
  const example = inRoot("tests", "python", "typed.py");
  await runPython("mypy", ["--config-file", config, ...cache, example], { cwd: folder() });
  await runPython("stubtest", ["--mypy-config-file", config, "themelight"], { cwd: folder() });
}

/** @param {readonly string[]} args */
async function testPython(args) {
  const java = await hasJava();
  // Of PySpark, about a version of pandas that the tests do not combine with it.
  const quiet = ["-W", "ignore:PySpark does not yet fully support pandas:FutureWarning"];
  const how = ["-p", "no:cacheprovider", "-rs", "--doctest-modules", "--durations=3", ...quiet];
  const skipped = java ? [] : ["--ignore", inRoot("tests", "python", "test_spark.py")];
  const all = [inRoot("tests", "python"), "--pyargs", "themelight"];
  await runPython("python", ["-m", "pytest", ...how, ...skipped, ...args, ...all], {
    env: { ...pythonEnv, THEMELIGHT_CLI: DEV_CLI },
  });
}

if (isMain(import.meta.url)) {
  main(async () => {
    const begin = performance.now();
    for (const [name, stage] of STAGES) {
      console.log(`\n── ${name}`);
      const start = performance.now();
      await stage();
      console.log(`── ${name}: ${since(start)}`);
    }
    console.log(`\nAll Python stages passed in ${since(begin)}.`);
  });
}
