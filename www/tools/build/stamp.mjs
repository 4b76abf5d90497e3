// Skips a build step if the contents of its inputs are unchanged. Ignores dates, which a checkout
// changes.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { inRoot, root, since } from "../run.mjs";

/** Pins the version of every npm package that a build step may use. */
const LOCK = "package-lock.json";

/**
 * @typedef {object} Step
 * @property {string} [script] `import.meta.url` of the script with the step. The script and the
 *   modules that it imports, directly or indirectly, are inputs.
 * @property {readonly string[]} inputs files and folders, relative to the repository's root. The npm
 *   lock file is always an input.
 * @property {readonly string[]} outputs files that must exist after the step
 * @property {readonly (string | undefined)[]} [extra] more inputs: versions of tools outside npm
 */

/**
 * Runs `step` unless all outputs exist and the inputs are unchanged since its last success.
 * Resolves with whether the step ran.
 * @param {string} name
 * @param {Step} files
 * @param {() => void | Promise<void>} step
 */
export async function ifChanged(name, { script, inputs, outputs, extra = [] }, step) {
  const stamp = inRoot("target", "stamps", name);
  const scripts = script
    ? modulesOf(fileURLToPath(script)).map((path) => relative(root, path))
    : [];
  const fingerprint = fingerprintOf([LOCK, ...scripts.sort(), ...inputs], extra);
  const unchanged = existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint;
  if (unchanged && outputs.every((path) => existsSync(inRoot(path)))) return false;
  rmSync(stamp, { force: true });
  console.log(`Building ${name} …`);
  const start = performance.now();
  await step();
  mkdirSync(inRoot("target", "stamps"), { recursive: true });
  writeFileSync(stamp, fingerprint);
  console.log(`Built ${name} in ${since(start)}.`);
  return true;
}

/**
 * Returns a script and all local modules that it imports, directly or indirectly, as absolute
 * paths.
 * @param {string} script
 */
export function modulesOf(script) {
  const found = new Set([script]);
  for (const path of found) {
    for (const [, to] of readFileSync(path, "utf8").matchAll(
      /(?:\bfrom|\bimport)[\s(]*"(\.[^"]+\.mjs)"/g,
    )) {
      found.add(resolve(dirname(path), String(to)));
    }
  }
  return [...found];
}

/**
 * @param {readonly string[]} inputs
 * @param {readonly (string | undefined)[]} extra
 */
function fingerprintOf(inputs, extra) {
  const hash = createHash("sha256");
  for (const text of extra) hash.update(`${text}\0`);
  for (const path of inputs.flatMap(filesUnder)) {
    hash.update(`${path.replaceAll(sep, "/")}\0`).update(readFileSync(inRoot(path)));
  }
  return hash.digest("hex");
}

/**
 * Returns the files under a path, sorted; none if it does not exist.
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!existsSync(inRoot(path))) return [];
  if (!statSync(inRoot(path)).isDirectory()) return [path];
  return readdirSync(inRoot(path))
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
