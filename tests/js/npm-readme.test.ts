// Holds the npm package's README against its types, and runs its code blocks.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { transform } from "esbuild";

const dist = resolve("dist/npm");
const readme = readFileSync(join(dist, "README.md"), "utf8");
const types = readdirSync(join(dist, "types"), { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".d.ts"))
  .map((name) => readFileSync(join(dist, "types", name), "utf8").replace(/\/\*[\s\S]*?\*\//g, ""))
  .join("\n");

/** Returns the source of a declaration, from its name to the end of its body. */
function declaration(start: RegExp): string {
  const text = types.slice(types.search(start));
  assert.match(types, start);
  return text.slice(0, text.search(/;\n(?=export|declare|\/)|\n}/));
}

const blocks = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code!);

test("the README names every error code, event and setting of the types", () => {
  const codes = [...declaration(/export type ErrorCode =/).matchAll(/"([a-z]+\/[a-z-]+)"/g)];
  assert.ok(codes.length >= 12);
  for (const [, code] of codes) assert.ok(readme.includes(`\`${code}\``), code);

  const events = [
    ...declaration(/export interface ThemelightEvents/).matchAll(/"(themelight:[a-z-]+)"/g),
  ];
  assert.ok(events.length >= 6);
  for (const [, event] of events) assert.ok(readme.includes(`| \`${event}\` |`), event);

  for (const name of [
    "root",
    "ignore",
    "headings",
    "minLength",
    "lang",
    "legend",
    "cues",
    "strip",
    "keys",
    "share",
    "report",
  ]) {
    assert.match(types, new RegExp(`\\b${name}\\b`), `${name} is a setting`);
    assert.ok(readme.includes(`| \`${name}\` |`), name);
  }
});

test("the README names every function and class that the package exports", async () => {
  const names = Object.keys(await import(pathToFileURL(join(dist, "node.js")).href));
  for (const name of names) assert.match(readme, new RegExp(`\\b${name}\\b`), name);
});

test("the README's code blocks are valid, and import what the package has", async () => {
  assert.ok(blocks.length >= 5);
  const { exports } = JSON.parse(readFileSync(join(dist, "package.json"), "utf8"));
  for (const block of blocks) {
    await transform(block, { loader: "js", format: "esm" });
    for (const [, path] of block.matchAll(/from "themelight(\/?[^"]*)"/g)) {
      assert.ok(`.${path}` in exports, path);
    }
  }
});

test("the README's first example prints what it says", async () => {
  const source = blocks[0]!.replace(
    '"themelight"',
    JSON.stringify(pathToFileURL(join(dist, "node.js")).href),
  );
  const printed: unknown[] = [];
  const code = `${source.replace(/^import (.*) from (.*);$/m, "const $1 = await import($2);")}`;
  const AsyncFunction = (async () => {}).constructor as new (
    ...args: string[]
  ) => (c: unknown) => Promise<void>;
  await new AsyncFunction("console", code)({ log: (value: unknown) => printed.push(value) });
  const [themes, scores, evidence] = printed as [
    { theme: string; score: number }[],
    Float32Array,
    unknown[],
  ];
  assert.deepEqual(
    themes.map(({ theme, score }) => [theme, score >= 0.9]),
    [["discipline", true]],
  );
  assert.equal(scores.length, 4);
  assert.ok(evidence.length > 0);
});

test("the README's policy is the one of the embed's guide", () => {
  const policy = /script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'/;
  assert.match(readme, policy);
  assert.match(readFileSync("www/embed/README.md", "utf8"), policy);
});

test("themelight/inline costs the bytes that the README says", () => {
  const brotli = (...names: string[]) =>
    brotliCompressSync(Buffer.concat(names.map((name) => readFileSync(join(dist, name))))).length;
  const others = ["data.js", "inline.js", "node.js", "worker.js"];
  const apart = readdirSync(dist)
    .filter((name) => /\.(js|wasm|model)$/.test(name) && !others.includes(name))
    .reduce((sum, name) => sum + brotli(name), 0);
  const more = Math.round((brotli("inline.js", "data.js") / apart - 1) * 100);
  const said = Number(/up to (\d+) % more bytes/.exec(readme)![1]);
  assert.ok(more <= said && more > said - 10, `measured ${more} %, the README: up to ${said} %`);
});
