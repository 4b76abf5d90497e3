// The cache of tagged texts: it must not grow with an endless page.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Tagging } from "../../www/src/engine/index.js";
import { Known } from "../../www/src/highlighter/reading/known.js";

const tagging = (): Tagging => ({ themes: [], scores: new Float32Array() });

test("texts used last are kept, and the table stays bounded in entries", () => {
  const known = new Known();
  known.set("the first", tagging());
  for (let i = 0; i < 20_000; i++) {
    known.set(`paragraph ${i}`, tagging());
    assert.ok(known.get("the first"));
  }
  assert.ok(known.size <= 5000 && known.size >= 4000, `${known.size} texts`);
  assert.ok(known.get("paragraph 19999"));
  assert.equal(known.get("paragraph 1"), undefined);
});

test("long texts fill the table sooner", () => {
  const known = new Known();
  for (let i = 0; i < 100; i++) known.set(`${i} ${"a".repeat(40_000)}`, tagging());
  assert.ok(known.size <= 12 && known.size >= 9, `${known.size} texts`);
});
