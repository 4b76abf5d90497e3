// What Rust and TypeScript share for annotated pages: the finder's patterns and the hash of a text.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hashOf } from "../../www/src/annotated.js";
import { HEURISTICS } from "../../www/src/finder/heuristics.js";

test("the finder of the command line has the patterns of the embed's", () => {
  const file = "src/archive/html/heuristics.json";
  const hint = `write HEURISTICS of www/src/finder/heuristics.ts to ${file} as JSON`;
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), HEURISTICS, hint);
});

test("the hash of a text is that of src/archive/html/annotate.rs", () => {
  const source = readFileSync("src/archive/html/annotate.rs", "utf8");
  const values = [...source.matchAll(/assert_eq!\(hash\("(.*)"\), ([\d_]+)\)/g)];
  assert.ok(values.length >= 3);
  for (const [, text = "", value = ""] of values) {
    assert.equal(hashOf(text), Number(value.replaceAll("_", "")), text);
  }
});
