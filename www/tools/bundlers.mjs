// `npm run test:bundlers`: uses the built npm package in small projects with real bundlers.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { buildPackage } from "./build/package.mjs";
import { buildWasm } from "./build/wasm.mjs";
import { inRoot, isMain, main, run } from "./run.mjs";
import { setup } from "./setup.mjs";

const folder = (/** @type {string[]} */ ...parts) => inRoot("target", "bundlers", ...parts);

/**
 * Installs the bundlers into target/bundlers, and the package as `npm pack` makes it. Not part of
 * the repository's own packages: Next.js alone is larger than all of them.
 */
export async function installBundlers() {
  mkdirSync(folder(), { recursive: true });
  const names = ["package.json", "package-lock.json"];
  const hash = createHash("sha256");
  for (const name of names) {
    copyFileSync(inRoot("tests/bundlers", name), folder(name));
    hash.update(readFileSync(folder(name)));
  }
  const stamp = folder("node_modules", ".themelight-lock");
  const lock = hash.digest("hex");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lock) {
    console.log("Installing the bundlers into target/bundlers …");
    const how = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await run("npm", ["ci", ...how], { cwd: folder() });
    writeFileSync(stamp, lock);
  }
  // For Vite this file marks the root of a workspace, whose node_modules its server may read.
  writeFileSync(folder("lerna.json"), "{}\n");

  const packed = await run("npm", ["pack", inRoot("dist", "npm"), "--silent"], {
    cwd: folder(),
    quiet: true,
  });
  const installed = folder("node_modules", "themelight");
  rmSync(installed, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  copyFileSync(folder(packed.trim()), folder("themelight.tgz"));
  rmSync(folder(packed.trim()));
  const extract = ["xzf", folder("themelight.tgz"), "-C", installed, "--strip-components", "1"];
  await run("tar", extract);
}

if (isMain(import.meta.url)) {
  main(async () => {
    await setup();
    await buildWasm();
    await buildPackage();
    await installBundlers();
    const tests = ["pages", "next", "types", "jest"].map(
      (name) => `tests/bundlers/${name}.test.ts`,
    );
    await run("node", ["--import", "tsx", "--test", "--test-reporter=spec", ...tests]);
  });
}
