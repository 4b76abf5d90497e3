// The figures in the guide to archives are those of the last measurements.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const { figuresOf, GUIDE, kept, withFigures } = await import("../bench/lib/archive-table.mjs");

test("the guide's figures are those of the last measurements", () => {
  const guide = readFileSync(GUIDE, "utf8");
  assert.ok(guide.includes(figuresOf(kept())), "run npm run bench -- --only archive --write");
  assert.equal(withFigures(guide, figuresOf(kept())), guide);
});

test("two threads and memory keep the promises of the guide", () => {
  const { speed, memory } = kept();
  for (const { name, ratio } of speed.rows) {
    if (speed.threads === 2 && name === "JSON Lines") assert.ok(ratio >= 1.7, `${name}: ${ratio}`);
  }
  assert.ok(memory.reading <= 200 && memory.writing <= 200, JSON.stringify(memory));
  assert.ok(memory.gigabytes >= 2, "the file is large");
});
