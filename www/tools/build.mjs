// `npm run build`: the CLI, the wasm, the npm package, the site. Steps whose inputs are unchanged are skipped.
import { buildPackage } from "./build-package.mjs";
import { buildSite } from "./build-site.mjs";
import { buildWasm } from "./build-wasm.mjs";
import { isMain, main, run } from "./run.mjs";
import { setup } from "./setup.mjs";
import { checkSizes } from "./sizes.mjs";

/** Everything a page needs. */
export async function buildWeb() {
  await buildWasm();
  await buildPackage();
  await buildSite();
}

export async function buildCli() {
  await run("cargo", ["build", "--release", "--features", "cli"]);
}

if (isMain(import.meta.url)) {
  main(async () => {
    await setup();
    await buildCli();
    await buildWeb();
    checkSizes();
  });
}
