// Installs the output of `npm pack` in an empty project and uses it there.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { type BuildOptions, build } from "esbuild";

const dist = resolve("dist/npm");
const project = mkdtempSync(join(tmpdir(), "themelight-package-"));
const installed = join(project, "node_modules", "themelight");

before(() => {
  const npm = (...args: string[]) =>
    execFileSync("npm", args, { cwd: project, encoding: "utf8", stdio: "pipe" });
  const [{ filename }] = JSON.parse(npm("pack", dist, "--json"));
  writeFileSync(
    join(project, "package.json"),
    '{ "name": "reader", "private": true, "type": "module" }',
  );
  npm("install", `./${filename}`, "--offline", "--no-audit", "--no-fund");
});

after(() => rmSync(project, { recursive: true }));

test("the package has the files of its manifest and the licences, and no sources", () => {
  const { exports } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const targetsOf = (value: unknown): string[] =>
    typeof value === "string" ? [value] : Object.values(value as object).flatMap(targetsOf);
  const targets = targetsOf(exports);
  assert.ok(targets.includes("./cjs/index.js") && targets.includes("./inline.js"));
  for (const target of targets) assert.ok(existsSync(join(installed, target)), target);
  const names = readdirSync(installed);
  const texts = ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-NOTICES.txt"];
  for (const name of texts) assert.ok(names.includes(name), name);
  assert.ok(!names.includes("src"));
  // The public types lead to no internals.
  const folders = readdirSync(join(installed, "types"), { withFileTypes: true });
  assert.deepEqual(
    folders
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort(),
    ["api", "engine", "i18n", "pack", "worker"],
  );
  assert.deepEqual(readdirSync(join(installed, "types/i18n")), ["lang.d.ts"]);
});

test("the manifest leads to the repository, and lists the files that are published", () => {
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const cargo = readFileSync("Cargo.toml", "utf8");
  const repository = /^repository = "(.+)"$/m.exec(cargo)![1]!;
  assert.equal(manifest.repository.url, `git+${repository}.git`);
  assert.ok(manifest.homepage.startsWith(repository));
  assert.ok(manifest.bugs.startsWith(repository));
  assert.equal(manifest.license, "MIT OR Apache-2.0");
  assert.ok(manifest.keywords.length >= 3);
  assert.deepEqual(manifest.scripts ?? {}, {}, "nothing runs when it is installed");
  assert.deepEqual(manifest.dependencies ?? {}, {});
  assert.deepEqual(
    readdirSync(installed).sort(),
    readdirSync(dist).sort(),
    "files covers all of dist/npm",
  );
});

test("the notices name every crate that is linked into the wasm", () => {
  const notices = readFileSync(join(installed, "THIRD-PARTY-NOTICES.txt"), "utf8");
  for (const crate of ["libm", "js-sys", "serde-wasm-bindgen", "talc", "wasm-bindgen"]) {
    assert.match(notices, new RegExp(`^${crate} \\d`, "m"), crate);
  }
  assert.doesNotMatch(notices, /\.txt|fonts\//, "names only files of this package");
});

test("the Node entry has readable names in its stack traces", () => {
  assert.match(readFileSync(join(installed, "node.js"), "utf8"), /async function loadOn\(/);
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

test("the package runs with require, from any folder", () => {
  writeFileSync(
    join(project, "use.cjs"),
    `require("themelight").load().then((tagger) =>
       console.log(tagger.tag(["Ủy ban Kiểm tra Tỉnh ủy thi hành kỷ luật 63 đảng viên."])[0].themes[0].theme));`,
  );
  const how = { cwd: tmpdir(), encoding: "utf8" } as const;
  assert.equal(execFileSync(process.execPath, [join(project, "use.cjs")], how), "discipline\n");
});

test("a server's bundle in another folder has wasm and model in it", async () => {
  const source = join(project, "server-source.js");
  writeFileSync(source, `import { load } from "themelight"; load()${PRINT}`);
  const outfile = join(project, "elsewhere", "server.mjs");
  await build({ entryPoints: [source], bundle: true, format: "esm", platform: "node", outfile });
  rmSync(join(project, "server-source.js"));
  assert.equal(execFileSync(process.execPath, [outfile], { encoding: "utf8" }), "4\n");
});

test("themelight/inline needs no file, as a module and as a script", async () => {
  for (const format of ["esm", "iife"] as const) {
    const source = `import { load } from "themelight/inline"; load()${PRINT}`;
    const script = await bundled(`inline-${format}`, source, { format, loader: {} });
    renameSync(script, `${script}.${format === "esm" ? "mjs" : "cjs"}`);
    assert.equal(runPage(`${script}.${format === "esm" ? "mjs" : "cjs"}`), "4\n", format);
  }
});

test("the package's types compile in strict mode", () => {
  writeFileSync(
    join(project, "use.ts"),
    `import { attach, load, type Tagger, ThemelightError } from "themelight";
     import type { AttachOptions, ErrorCode, Lang, PageHandle, Paragraph } from "themelight";
     import type { SelectOptions, Settings, ThemelightEvents } from "themelight";
     const tagger: Tagger = await load({ model: new URL("https://example.org/a.model") });
     const scores: Float32Array = tagger.tag(["a"])[0]!.scores;
     const page: PageHandle = attach(tagger, document.body);
     const lang: Lang = "vi";
     const options: AttachOptions = { lang, root: document.body };
     const settings: Partial<Settings> = { legend: "open", minLength: 20 };
     const how: SelectOptions = { focus: true };
     const code: ErrorCode = "load/csp";
     const [paragraph]: readonly Paragraph[] = page.paragraphs;
     page.select(0, how);
     const counts = (detail: ThemelightEvents["themelight:tagged"]) => detail.counts;
     document.addEventListener("themelight:tagged", ({ detail }) => console.log(counts(detail)));
     console.log(options, settings, code, paragraph?.tagging?.themes);
     attach(tagger, ".article");
     attach(tagger, document.querySelectorAll("article"));
     // @ts-expect-error There is no such option.
     await load({ modle: "a.model" });
     // @ts-expect-error querySelector may find nothing.
     attach(tagger, document.querySelector("article"));
     // @ts-expect-error A promise is no tagger.
     attach(load());
     // @ts-expect-error The handle has no internals.
     page.found();
     // @ts-expect-error No code of ours.
     code satisfies "load/unknown";
     await page.done;
     page.destroy();
     // @ts-expect-error A text is not a list of texts.
     tagger.tag("a");
     console.log(scores, new ThemelightError("load/http", "").code);`,
  );
  const how = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2023,dom,dom.iterable"];
  const modules = ["--module", "nodenext", "--exactOptionalPropertyTypes", "--types", ""];
  const tsc = resolve("node_modules/.bin/tsc");
  execFileSync(tsc, [...how, ...modules, "use.ts"], {
    cwd: project,
    encoding: "utf8",
    stdio: "pipe",
  });
});

test("a bundler for browsers bundles it without modules of Node", async () => {
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

/** Bundles a page with esbuild as the package's README says; returns the script's path. */
async function bundled(name: string, source: string, options: BuildOptions): Promise<string> {
  const outdir = join(project, name);
  writeFileSync(join(project, `${name}.js`), source);
  await build({
    entryPoints: [join(project, `${name}.js`)],
    bundle: true,
    platform: "browser",
    outdir,
    loader: { ".wasm": "file", ".model": "file" },
    logLevel: "silent",
    ...options,
  });
  return join(outdir, `${name}.js`);
}

/** Runs a script for pages in Node, with a fetch that reads files. Returns what it printed. */
function runPage(script: string): string {
  writeFileSync(
    join(project, "fetch-files.mjs"),
    `import { readFileSync } from "node:fs";
     import { fileURLToPath } from "node:url";
     const headers = { "content-type": "application/wasm" };
     globalThis.fetch = async (address) => new Response(readFileSync(fileURLToPath(address)), { headers });`,
  );
  const hook = pathToFileURL(join(project, "fetch-files.mjs")).href;
  return execFileSync(process.execPath, ["--import", hook, script], { encoding: "utf8" });
}

const IMPORT_FILES = `
  import { load } from "themelight";
  import model from "themelight/vi-public-life.model";
  import wasm from "themelight/themelight.wasm";`;
const PRINT = `.then((tagger) => console.log(tagger.themes.length), (e) => console.log(e.code, e.message));`;

test("esbuild ships wasm and model that are imported by name", async () => {
  const source = `${IMPORT_FILES}
    const files = { wasm: new URL(wasm, import.meta.url), model: new URL(model, import.meta.url) };
    load(files)${PRINT}`;
  assert.equal(runPage(await bundled("module", source, { format: "esm" })), "4\n");
});

test("a script that is not a module works with the addresses of wasm and model", async () => {
  const publicPath = pathToFileURL(join(project, "iife")).href;
  const source = `${IMPORT_FILES} load({ wasm, model })${PRINT}`;
  const script = await bundled("iife", source, { format: "iife", publicPath });
  renameSync(script, `${script}.cjs`);
  assert.equal(runPage(`${script}.cjs`), "4\n");
});

test("a script that is not a module gets an error that names wasm and model without them", async () => {
  const source = `import { load } from "themelight"; load()${PRINT}`;
  const script = await bundled("bare", source, { format: "iife" });
  renameSync(script, `${script}.cjs`);
  assert.match(
    runPage(`${script}.cjs`),
    /^input\/type .*themelight\/inline.*load\(\{ wasm, model \}\)/,
  );
});

test("every file that the scripts name is in the package", () => {
  for (const entry of ["index.js"]) {
    const text = readFileSync(join(installed, entry), "utf8");
    const named = [...text.matchAll(/new URL\("([^"]+)",\s*import\.meta\.url\)/g)].map(
      ([, name]) => name!,
    );
    assert.ok(named.length >= 2);
    for (const name of named)
      assert.ok(existsSync(join(installed, name)), `${entry} names ${name}`);
  }
});

test("all entries export the same names, themelight/inline none for workers", async () => {
  const [page, node, inline, cjs] = await Promise.all(
    ["index.js", "node.js", "inline.js", "cjs/index.js"].map(async (entry) =>
      Object.keys((await import(join(dist, entry))) as object)
        .filter((name) => name !== "default" && name !== "module.exports")
        .sort(),
    ),
  );
  assert.deepEqual(page, node);
  assert.deepEqual(page, cjs);
  assert.deepEqual(
    page!.filter((name) => name !== "loadInWorker"),
    inline,
  );
});

test("misuse gets an error that names the mistake, also without a document", async () => {
  const { attach, load, loadInWorker } = await import(join(dist, "node.js"));
  const tagger = await load();
  const cases: [call: () => unknown, code: string, message: RegExp][] = [
    [() => attach(load()), "input/type", /promise.*attach\(await load\(\)\)/],
    [() => attach(null), "input/type", /null as its tagger/],
    [() => attach({}), "input/type", /object as its tagger/],
    [() => attach(tagger), "page/failed", /no document/],
    [() => attach(tagger, ".article"), "page/failed", /no document/],
    [() => load({ modle: "a" }), "input/type", /no option "modle".*wasm, model, signal\./],
    [() => load({ wasm: 1 }), "input/type", /URL, a string, or bytes/],
    [() => loadInWorker({ modle: "a" }), "input/type", /no option "modle".*worker/],
    [() => loadInWorker(), "load/worker", /no web workers/],
  ];
  for (const [call, code, message] of cases) {
    await assert.rejects(
      async () => call(),
      (error: Error & { code: string }) => {
        assert.equal(error.name, "ThemelightError", String(call));
        assert.equal(error.code, code, error.message);
        assert.match(error.message, message);
        return true;
      },
    );
  }
});

test("the entry for browsers can be imported without a document", async () => {
  assert.equal(typeof document, "undefined");
  assert.ok(await import(join(dist, "index.js")));
});
