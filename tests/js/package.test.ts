// Installs what `npm pack` publishes in an empty project, and uses it there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { build } from "esbuild";

const dist = resolve("dist/npm");
const project = mkdtempSync(join(tmpdir(), "themelight-package-"));
const installed = join(project, "node_modules", "themelight");

before(() => {
  const npm = (...args: string[]) =>
    execFileSync("npm", args, { cwd: project, encoding: "utf8", stdio: "pipe" });
  const [{ filename }] = JSON.parse(npm("pack", dist, "--json"));
  writeFileSync(join(project, "package.json"), '{ "name": "reader", "private": true, "type": "module" }');
  npm("install", `./${filename}`, "--offline", "--no-audit", "--no-fund");
});

after(() => rmSync(project, { recursive: true }));

test("the package has the files of its manifest and the licences, and no sources", () => {
  const { exports } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const targets = Object.values(exports).flatMap((value) =>
    typeof value === "string" ? value : Object.values(value!),
  );
  for (const target of targets) assert.ok(existsSync(join(installed, target)), target);
  const names = readdirSync(installed);
  for (const name of ["README.md", "LICENSE-MIT", "LICENSE-APACHE"]) assert.ok(names.includes(name), name);
  assert.ok(!names.includes("src"));
});

test("the package runs in Node from any folder", () => {
  writeFileSync(
    join(project, "use.js"),
    `import { load } from "themelight";
     const tagger = await load();
     console.log(JSON.stringify(tagger.tag(["Ủy ban Kiểm tra Tỉnh ủy thi hành kỷ luật 63 đảng viên."])[0].themes));`,
  );
  const printed = execFileSync(process.execPath, [join(project, "use.js")], {
    cwd: tmpdir(),
    encoding: "utf8",
  });
  assert.equal(JSON.parse(printed)[0].theme, "discipline");
});

test("its types compile alone in strict mode", () => {
  writeFileSync(
    join(project, "use.ts"),
    `import { attach, load, type Tagger, ThemelightError } from "themelight";
     const tagger: Tagger = await load({ model: new URL("https://example.org/a.model") });
     const scores: Float32Array = tagger.tag(["a"])[0]!.scores;
     const page = attach(tagger, document.body);
     await page.done;
     page.destroy();
     // @ts-expect-error A text is not a list of texts.
     tagger.tag("a");
     console.log(scores, new ThemelightError("load/http", "").code);`,
  );
  const how = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2023,dom,dom.iterable"];
  const modules = ["--module", "nodenext", "--exactOptionalPropertyTypes", "--types", ""];
  const tsc = resolve("node_modules/.bin/tsc");
  execFileSync(tsc, [...how, ...modules, "use.ts"], { cwd: project, encoding: "utf8", stdio: "pipe" });
});

test("a bundler for browsers takes it without Node's modules", async () => {
  writeFileSync(join(project, "page.js"), `import { load } from "themelight"; load();`);
  const result = await build({
    entryPoints: [join(project, "page.js")],
    bundle: true,
    format: "esm",
    platform: "browser",
    write: false,
    logLevel: "silent",
  });
  const text = result.outputFiles[0]!.text;
  assert.doesNotMatch(text, /node:/);
  assert.equal(result.warnings.length, 0);
});

test("every file that the scripts name is in the package", () => {
  for (const entry of ["index.js", "node.js"]) {
    const text = readFileSync(join(installed, entry), "utf8");
    const named = [...text.matchAll(/new URL\("([^"]+)",\s*import\.meta\.url\)/g)].map(([, name]) => name!);
    assert.ok(named.length >= 2);
    for (const name of named) assert.ok(existsSync(join(installed, name)), `${entry} names ${name}`);
  }
});

test("both entries export the same names", async () => {
  const [page, node] = await Promise.all(
    ["index.js", "node.js"].map((entry) => import(join(dist, entry)) as Promise<object>),
  );
  assert.deepEqual(Object.keys(page!).sort(), Object.keys(node!).sort());
});

test("it can be imported on a server, where there is no document", async () => {
  assert.equal(typeof document, "undefined");
  assert.ok(await import(join(dist, "index.js")));
});
