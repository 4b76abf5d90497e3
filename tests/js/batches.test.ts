import assert from "node:assert/strict";
import { test } from "node:test";
import { batches } from "../../www/src/engine/batches.js";

const plan = (texts: string[], limit: number) => [...batches(texts, limit)];

test("no texts make no batch", () => {
  assert.deepEqual(plan([], 10), []);
});

test("texts share a batch while they and their separators fit", () => {
  assert.deepEqual(plan(["abcd", "efgh"], 10), [{ from: 0, to: 2, units: 10 }]);
  assert.deepEqual(plan(["abcd", "efghi"], 10), [
    { from: 0, to: 1, units: 5 },
    { from: 1, to: 2, units: 6 },
  ]);
});

test("a text longer than a batch gets one of its own", () => {
  assert.deepEqual(plan(["a", "0123456789abc", "b", ""], 10), [
    { from: 0, to: 1, units: 2 },
    { from: 1, to: 2, units: 14 },
    { from: 2, to: 4, units: 3 },
  ]);
});

test("empty texts count, also first or last", () => {
  assert.deepEqual(plan(["", ""], 10), [{ from: 0, to: 2, units: 2 }]);
});

test("every plan covers all texts once, in order, within the limit", () => {
  for (let seed = 1; seed < 200; seed++) {
    const texts = Array.from({ length: seed % 23 }, (_, i) =>
      "x".repeat((seed * 7919 * (i + 1)) % 17),
    );
    let next = 0;
    for (const { from, to, units } of batches(texts, 12)) {
      assert.equal(from, next);
      assert.equal(units, texts.slice(from, to).join("\0").length + 1);
      assert.ok(to - from === 1 || units <= 12);
      next = to;
    }
    assert.equal(next, texts.length);
  }
});
