// `npm run build`: the CLI, the wasm, the npm package, the embed, the extension and the site.
// Skips steps whose inputs are unchanged. `--web` leaves out the CLI and the table of sizes.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { buildEmbed, embedHashes } from "../embed/build.mjs";
import { buildExtension } from "../extension/build.mjs";
import { buildPackage } from "./build/package.mjs";
import { buildSite } from "./build/site.mjs";
import { checkSizes } from "./build/sizes.mjs";
import { buildSheetsWasm, buildTraceWasm, buildTrainingWasm, buildWasm } from "./build/wasm.mjs";
import { inRoot, isMain, main, run } from "./run.mjs";
import { setup } from "./setup.mjs";

/** Builds everything that a page loads. */
export async function buildWeb() {
  await buildWasm();
  await buildTrainingWasm();
  await buildSheetsWasm();
  await buildTraceWasm();
  await buildPackage();
  await buildEmbed();
  await buildExtension();
  await buildSite();
}

export const CLI = inRoot("target", "release", "themelight");

export async function buildCli() {
  await run("cargo", ["build", "--locked", "--release", "--features", "cli"]);
}

/** The CLI of the tests. The release build takes minutes. */
export const DEV_CLI = inRoot("target", "debug", "themelight");

/** Builds it as `cargo test` does: `cargo build` would compile crates again, with fewer features. */
export async function buildDevCli() {
  await run("cargo", ["test", "--no-run", "--locked", "--features", "cli", "--test", "cli"]);
}

if (isMain(import.meta.url)) {
  main(async () => {
    const { web } = parseArgs({ options: { web: { type: "boolean", default: false } } }).values;
    await setup();
    if (web) return buildWeb();
    await buildCli();
    await buildWeb();
    checkSizes();
    console.log(`\nFor your pages:\n${readFileSync(inRoot("dist/embed/snippet.html"), "utf8")}`);
    console.log(
      "Files of the embed with their SRI hashes; themelight.js checks the others itself:",
    );
    for (const [name, hash] of embedHashes()) console.log(`  ${name?.padEnd(30)} ${hash}`);
  });
}
