// `npm run build`: the CLI, the wasm, the npm package, the embed, the extension, the site. Steps whose inputs are unchanged are skipped.
import { readFileSync } from "node:fs";
import { buildEmbed, embedHashes } from "../embed/build.mjs";
import { buildExtension } from "../extension/build.mjs";
import { buildPackage } from "./build-package.mjs";
import { buildSite } from "./build-site.mjs";
import { buildWasm } from "./build-wasm.mjs";
import { inRoot, isMain, main, run } from "./run.mjs";
import { setup } from "./setup.mjs";
import { checkSizes } from "./sizes.mjs";

/** Everything a page needs. */
export async function buildWeb() {
  await buildWasm();
  await buildPackage();
  await buildEmbed();
  await buildExtension();
  await buildSite();
}

export async function buildCli() {
  await run("cargo", ["build", "--release", "--locked", "--features", "cli"]);
}

if (isMain(import.meta.url)) {
  main(async () => {
    await setup();
    await buildCli();
    await buildWeb();
    checkSizes();
    console.log(`\nFor your pages:\n${readFileSync(inRoot("dist/embed/snippet.html"), "utf8")}`);
    console.log(
      "The embed's files and their hashes (SRI); themelight.js holds the others against theirs by itself:",
    );
    for (const [name, hash] of embedHashes()) console.log(`  ${name.padEnd(30)} ${hash}`);
  });
}
