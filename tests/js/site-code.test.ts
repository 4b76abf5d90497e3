// The code blocks of the documentation. Browsers run those in JavaScript and HTML
// (tests/browser/site.test.ts), tests/cli/guide.rs runs the commands.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { inRoot } from "../../www/tools/run.mjs";
import { codeBlocks } from "./lib/blocks.js";

const blocks = await codeBlocks();
const of = (...languages: string[]) =>
  blocks.filter(({ language }) => languages.includes(language));

test("every code block has a language that a test runs or reads", () => {
  const known: Record<string, string> = {
    js: "types here, run in tests/browser/site.test.ts",
    ts: "types here, run in tests/browser/site.test.ts",
    html: "tests/browser/site.test.ts",
    sh: "here, and tests/cli/guide.rs",
    json: "here",
    csv: "here",
    nginx: "tests/browser/embed-guide.test.ts",
    php: "tests/browser/embed-guide.test.ts",
    python: "tests/python/test_guide.py and test_spark.py",
  };
  assert.ok(blocks.length > 60, `${blocks.length} blocks`);
  for (const { language, name } of blocks) assert.ok(language in known, `${name}: ${language}`);
});

/** Declarations of what examples use without defining it. */
const CONTEXT = `
  declare const tagger: Tagger;
  declare const page: PageHandle;
  declare function showFallback(): void;`;
const IMPORTS = `import { attach, isInLanguage, load, ThemelightError } from "themelight";`;
/** For modules that only bundlers or their plugins resolve. */
const AMBIENT = `
declare module "@rollup/plugin-node-resolve";
declare module "@web/rollup-plugin-import-meta-assets";`;

const isDeclaration = (code: string) => /^(?:function|class|type) /.test(code);

test("the JavaScript blocks have the types of the package", () => {
  const folder = inRoot("target", "test", `docs-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const examples = of("js", "ts").filter(({ code }) => !isDeclaration(code));
  assert.ok(examples.length > 20);
  for (const [i, { code }] of examples.entries()) {
    const defined = ["tagger", "page"].filter((name) => new RegExp(`const ${name}\\b`).test(code));
    const context = CONTEXT.split("\n").filter(
      (line) => !defined.some((name) => line.includes(`const ${name}:`)),
    );
    const own = /^import /m.test(code);
    const head = own
      ? ""
      : `${IMPORTS}\nimport type { PageHandle, Tagger } from "themelight";\n${context.join("\n")}\n`;
    writeFileSync(join(folder, `${i}.ts`), `${head}${code}\nexport {};\n`);
  }
  writeFileSync(join(folder, "ambient.d.ts"), AMBIENT);
  const options = {
    extends: inRoot("www/tsconfig.json"),
    compilerOptions: {
      module: "esnext",
      moduleResolution: "bundler",
      // As in a project of JavaScript: examples declare neither types nor unused names.
      noImplicitAny: false,
      noUnusedLocals: false,
      strictNullChecks: false,
      exactOptionalPropertyTypes: false,
      verbatimModuleSyntax: false,
      isolatedModules: false,
      erasableSyntaxOnly: false,
      paths: {
        themelight: [inRoot("dist/npm/types/index.d.ts")],
        "themelight/*.wasm": [inRoot("dist/npm/themelight.wasm.d.ts")],
        "themelight/*.model": [inRoot("dist/npm/vi-public-life.model.d.ts")],
      },
    },
    include: ["*.ts"],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
  const { status, output } = check(folder);
  const named = output.replace(/(\d+)\.ts\(/g, (_, i) => `${examples[Number(i)]?.name} (`);
  assert.equal(status, 0, named);
});

function check(folder: string): { status: number | null; output: string } {
  const { status, stdout } = spawnSync(
    process.execPath,
    [inRoot("node_modules/typescript/bin/tsc"), "-p", folder],
    { encoding: "utf8" },
  );
  return { status, output: stdout };
}

test("declarations in the reference are those of the types", () => {
  const all = of("ts").filter(({ code }) => isDeclaration(code));
  assert.ok(all.length >= 8);
  for (const { path } of all) assert.match(path, /api\.md$/);
});

test("the JSON blocks can be read, with the fields that their commands take", () => {
  for (const { code, name } of of("json")) {
    const value = JSON.parse(code);
    const entries = Array.isArray(value) ? value : [value];
    for (const entry of entries) assert.ok("id" in entry, name);
  }
});

test("the tables of examples have as many cells in each row as in the heading", () => {
  for (const { code, name } of of("csv")) {
    const cells = (line: string) => line.replace(/"[^"]*"/g, "").split(",").length;
    const [head, ...rows] = code.trim().split("\n");
    assert.ok(rows.length > 0, name);
    for (const row of rows) assert.equal(cells(row), cells(head!), `${name}: ${row}`);
  }
});

/** The programs that commands may begin with; tests/cli/guide.rs runs the first, tests/python pip. */
const PROGRAMS = /^(?:(?:target\/release\/)?themelight|npm|esbuild|pip|cp) /;

test("commands begin with a known program, and the scripts of npm exist", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const lines = of("sh").flatMap(({ code, name }) =>
    code
      .trim()
      .split("\n")
      .map((line) => [line, name] as const),
  );
  assert.ok(lines.length > 30);
  for (const [line, name] of lines) {
    assert.match(line, PROGRAMS, name);
    const [, script] = /^npm (?:run )?(\S+)/.exec(line) ?? [];
    if (!script) continue;
    assert.ok(line === "npm install themelight" || script in scripts, `${name}: ${line}`);
  }
});

test("npm scripts named in the text exist", async () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  for (const path of new Set(blocks.map((block) => block.path))) {
    for (const [, script] of readFileSync(path, "utf8").matchAll(/npm run ([\w:]+)/g)) {
      assert.ok(script! in scripts, `${path}: npm run ${script}`);
    }
  }
});
