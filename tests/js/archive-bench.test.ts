// The figures in the guides to archives are those of the last measurements.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const { figuresOf, GUIDES, kept, withFigures } = await import("../bench/lib/archive-table.mjs");

test("the guides' figures are those of the last measurements", () => {
  for (const language of ["en", "vi"] as const) {
    const path = GUIDES[language];
    const guide = readFileSync(path, "utf8");
    const figures = figuresOf(kept(), language);
    assert.ok(guide.includes(figures), `${path}: run npm run bench -- --only archive --write`);
    assert.equal(withFigures(guide, figures), guide);
    assert.equal(withFigures(guide.replace(figures, "| old |\n"), figures), guide);
  }
});

test("a guide without the block of figures is refused", () => {
  assert.throws(() => withFigures("# Archives\n", ""), /Expected a guide with a block/);
});

test("two threads and memory keep the promises of the guides", () => {
  const { speed, memory } = kept();
  assert.equal(speed.threads, 2);
  for (const { name, ratio } of speed.rows) assert.ok(ratio >= 1.7, `${name}: ${ratio}`);
  assert.ok(memory.reading <= 200 && memory.writing <= 200, JSON.stringify(memory));
  assert.ok(memory.gigabytes >= 2, "the file is large");
});
