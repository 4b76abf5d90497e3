// Skips a build step whose inputs are unchanged: by content, so a fresh checkout or a touched file costs nothing.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot, since } from "./run.mjs";

/**
 * Runs `step` unless the files under `inputs` (and the `extra` strings) are what they were at its last success and
 * all `outputs` are still there. Paths are relative to the repository's root.
 */
export async function ifChanged(name, { inputs, outputs, extra = [] }, step) {
  const stamp = inRoot("target", "stamps", name);
  const print = fingerprint(inputs, extra);
  const unchanged = existsSync(stamp) && readFileSync(stamp, "utf8") === print;
  if (unchanged && outputs.every((path) => existsSync(inRoot(path)))) return false;
  rmSync(stamp, { force: true });
  console.log(`Building ${name} …`);
  const start = performance.now();
  await step();
  mkdirSync(inRoot("target", "stamps"), { recursive: true });
  writeFileSync(stamp, print);
  console.log(`Built ${name} in ${since(start)}.`);
  return true;
}

function fingerprint(inputs, extra) {
  const hash = createHash("sha256");
  for (const text of extra) hash.update(`${text}\0`);
  for (const path of inputs.flatMap(filesUnder)) {
    hash.update(`${path}\0`).update(readFileSync(inRoot(path)));
  }
  return hash.digest("hex");
}

/** The files under a path, in an order that does not depend on the file system; none when it does not exist. */
function filesUnder(path) {
  if (!existsSync(inRoot(path))) return [];
  if (!statSync(inRoot(path)).isDirectory()) return [path];
  return readdirSync(inRoot(path))
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
