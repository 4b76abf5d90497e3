// The layout of www/src: no import cycles, imports in the allowed directions, one list of error
// codes.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { build, type Metafile } from "esbuild";
import { accepted } from "../../www/src/api/check.js";
import { EMBED_SETTINGS } from "../../www/src/api/settings.js";
import { cssText } from "../../www/tools/build/css-text.mjs";

const { inputs }: Metafile = (
  await build({
    entryPoints: [
      ...["index", "node", "worker/worker"].map((name) => `www/src/${name}.ts`),
      ...["loader", "rest"].map((name) => `www/embed/${name}.ts`),
      "www/extension/content/main.ts",
    ],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    external: ["node:*", "#shared"],
    plugins: [cssText],
    outdir: "/nowhere",
    logLevel: "silent",
  })
).metafile;

const importsOf = (path: string): string[] => inputs[path]!.imports.map((one) => one.path);

test("no module imports itself, directly or not", () => {
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]) => {
    const cycle = [...above.slice(above.indexOf(path)), path];
    assert.ok(!above.includes(path), `cycle: ${cycle.join(" → ")}`);
    if (done.has(path)) return;
    for (const to of importsOf(path)) if (inputs[to]) visit(to, [...above, path]);
    done.add(path);
  };
  for (const path of Object.keys(inputs)) visit(path, []);
});

/** The folders and files of www/src that each folder may import, besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  api: ["dom/native", "i18n/lang"],
  dom: ["api/errors"],
  i18n: ["dom/native"],
  pack: ["api/errors"],
  engine: ["api/errors", "dom/native", "pack"],
  worker: ["engine", "dom/native"],
  finder: ["dom"],
  "highlighter/reading": ["api/errors", "dom", "finder", "highlighter/view"],
  "highlighter/drawing": ["dom", "i18n", "highlighter/reading/order", "highlighter/view"],
  highlighter: [
    "api/errors",
    "dom",
    "engine/language",
    "finder",
    "i18n",
    "legend/storage",
    "version",
  ],
  // Not dom/element: the legend touches no node of the page.
  legend: [
    ...["dom/el", "dom/native", "dom/report", "dom/scheduling", "dom/sheets", "dom/typing"],
    ...["i18n", "highlighter/drawing/beside", "highlighter/drawing/cues"],
    "highlighter/drawing/others",
    "ui",
  ],
};

test("imports of www/src have the allowed directions", () => {
  const roomOf = (path: string): string | undefined =>
    Object.keys(ALLOWED)
      .filter((room) => path.startsWith(`www/src/${room}/`))
      .sort((a, b) => b.length - a.length)[0];
  const wrong: string[] = [];
  for (const path of Object.keys(inputs)) {
    const room = roomOf(path);
    if (!room) continue;
    for (const to of importsOf(path)) {
      const short = to.replace(/^www\/src\//, "").replace(/\.ts$/, "");
      const allowed = [room, ...ALLOWED[room]!].some(
        (one) => short === one || short.startsWith(`${one}/`),
      );
      if (to.startsWith("www/") && !allowed) wrong.push(`${path} imports ${to}`);
    }
  }
  assert.deepEqual(wrong, []);
});

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`);

test("only the engine imports the wasm", () => {
  const found = ["www/src", "www/embed", "www/extension", "www/demo"]
    .flatMap(sourcesIn)
    .filter((path) => readFileSync(path, "utf8").includes('"#wasm"'));
  assert.deepEqual(
    found.filter((path) => !path.startsWith("www/src/engine/")),
    [],
  );
});

test("ErrorCode names every code that a source throws or reports, and no other", () => {
  const list = readFileSync("www/src/api/errors.ts", "utf8");
  const named = new Set([...list.matchAll(/^\s+\| "([^"]+)"/gm)].map(([, code]) => code!));
  const found = new Set<string>();
  const prefixes = [...named].map((code) => code.split("/")[0]);
  // Codes as literals, and the two that are joined of a prefix and a word.
  const literal = new RegExp(`"((?:${[...new Set(prefixes)].join("|")})/[a-z-]+)"`, "g");
  const paths = ["www/src", "www/embed", "www/extension/background"].flatMap(sourcesIn);
  for (const path of paths.filter((path) => !path.endsWith("api/errors.ts"))) {
    const text = readFileSync(path, "utf8");
    for (const [, code] of text.matchAll(literal)) found.add(code!);
    for (const [, list] of text.matchAll(/^function wrong\(what: ([^,]+),/gm)) {
      for (const [, word] of list!.matchAll(/"([^"]+)"/g)) found.add(`input/${word}`);
    }
  }
  for (const [, code] of readFileSync("src/error.rs", "utf8").matchAll(/"(model\/[a-z-]+)"/g)) {
    found.add(code!);
  }
  assert.ok(named.size > 20);
  assert.deepEqual([...found].sort(), [...named].sort());
});

test("the embed's README has every setting with its values and default", () => {
  const rows = new Map<string, string[]>();
  for (const line of readFileSync("www/embed/README.md", "utf8").split("\n")) {
    const [, names = "", values = "", value = ""] = line.split("|").map((cell) => cell.trim());
    for (const [, name] of names.matchAll(/`(\w+)`/g)) rows.set(name!, [values, value]);
  }
  for (const [name, setting] of Object.entries(EMBED_SETTINGS)) {
    const written = rows.get(name);
    assert.ok(written, name);
    assert.equal(written[0], accepted(setting.kind), name);
    if (setting.default !== undefined) assert.equal(written[1], String(setting.default), name);
  }
});
