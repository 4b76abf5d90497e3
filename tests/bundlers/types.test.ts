// The package's manifest and types, as publint, Are the types wrong? and tsc see them.
import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { project, runTool, tools } from "./lib/project.js";

const installed = join(tools, "node_modules/themelight");

test("publint finds nothing", () => {
  runTool(tools, "publint", "run", installed, "--strict");
});

test("Are the types wrong? finds nothing, in any way to resolve modules", () => {
  const report = JSON.parse(
    runTool(tools, "attw", join(tools, "themelight.tgz"), "--format", "json"),
  );
  assert.deepEqual(report.analysis.problems, []);
  assert.deepEqual(Object.keys(report.analysis.entrypoints), [
    ".",
    "./inline",
    "./themelight.wasm",
    "./vi-public-life.model",
    "./package.json",
  ]);
});

for (const types of ["", "node"]) {
  test(`the types compile without the DOM library, with the types of ${types || "nothing"}`, () => {
    const folder = project(`types-${types}`, {
      "use.ts": `import { attach, load, loadInWorker, type Tagger } from "themelight";
        import { load as loadInline } from "themelight/inline";
        const tagger: Tagger = await load({ model: new Uint8Array(3) });
        const score: number = tagger.tag(["a"])[0]!.themes[0]!.score;
        // @ts-expect-error There is no such option.
        await load({ modle: "a" });
        attach(tagger, ".article").destroy();
        export { loadInWorker, loadInline, score };`,
      "use.cts": `import themelight = require("themelight");
        export const tagger: Promise<themelight.Tagger> = themelight.load();`,
    });
    const how = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022"];
    const modules = ["--module", "nodenext", "--types", types, "--exactOptionalPropertyTypes"];
    const roots = types ? ["--typeRoots", resolve("node_modules/@types")] : [];
    runTool(
      folder,
      resolve("node_modules/.bin/tsc"),
      ...how,
      ...modules,
      ...roots,
      "use.ts",
      "use.cts",
    );
  });
}
