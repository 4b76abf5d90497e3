// What `npm run soak` takes for growth.
import assert from "node:assert/strict";
import { test } from "node:test";
import { trend } from "../../www/tools/soak/trend.mjs";

const samples = (count: number, value: (i: number) => number): number[] =>
  Array.from({ length: count }, (_, i) => value(i));

test("a leak is its growth per sample, whatever single samples say", () => {
  // Every seventh sample was taken before the garbage was collected.
  const noise = (i: number) => (i % 7 === 3 ? 500_000 : (i % 5) * 10);
  const leak = trend(samples(60, (i) => 1_000_000 + i * 300 + noise(i)));
  assert.ok(Math.abs(leak.slope - 300) < 30, String(leak.slope));
  const flat = trend(samples(60, (i) => 1_000_000 + noise(i)));
  assert.ok(Math.abs(flat.slope) < 5, String(flat.slope));
});

test("caches that fill at the start are no leak", () => {
  const { first, last, slope } = trend(samples(30, (i) => Math.min(i, 9) * 1000));
  assert.deepEqual([first, last, slope], [9000, 9000, 0]);
});

test("too few samples show no trend", () => {
  assert.throws(() => trend(samples(9, () => 1)), /at least 10 rounds .* found 9/);
  assert.throws(() => trend(samples(30, () => Number.NaN)), /not a number/);
});
