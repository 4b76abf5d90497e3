import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { root } from "../run.mjs";

/**
 * Returns flags of rustc that replace local paths in panic messages, so that the bytes are the same
 * in any folder and on any machine.
 * @param {string} [repository]
 */
export function remapFlags(repository = root) {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const sources = join(cargoHome, "registry", "src");
  const registries = existsSync(sources) ? readdirSync(sources) : [];
  // rustc applies the last matching prefix, so the more specific ones come last.
  const names = [
    [repository, "."],
    [cargoHome, "cargo"],
    ...registries.map((dir) => [join(sources, dir), "crates"]),
  ];
  return names.map(([path, name]) => `--remap-path-prefix=${path}=${name}`);
}
