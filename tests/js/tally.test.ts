// The legend's counts on a page that grows: those of a count of everything, with less work.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Passage } from "../../www/src/finder/index.js";
import { Tally } from "../../www/src/highlighter/tally.js";
import { View } from "../../www/src/highlighter/view.js";

let visits = 0;
const passage = (...scores: number[]): Passage => {
  const tagging = { themes: [], scores: Float32Array.from(scores) };
  const counted = {
    get tagging() {
      visits++;
      return tagging;
    },
  };
  return counted as unknown as Passage;
};

function viewOf(): View {
  const view = new View();
  view.themes = ["a", "b"].map((id) => ({ id, threshold: 0.5 }) as View["themes"][number]);
  return view;
}

const first = [passage(0.9, 0.1), passage(0.1, 0.1), passage(0.6, 0.7)];
const more = [passage(0.2, 0.8), passage(0.1, 0.2)];

test("paragraphs that were counted are not visited again when others are appended", () => {
  const tally = new Tally(viewOf());
  tally.replaced(first, true);
  tally.settled(first);
  assert.deepEqual(tally.of(first), { shown: [0, 2], counts: { a: 2, b: 1 }, end: 3 });
  const all = [...first, ...more];
  tally.replaced(all, true);
  visits = 0;
  const { shown, counts } = tally.of(all);
  assert.deepEqual([shown, counts, visits], [[0, 2, 3], { a: 2, b: 2 }, 2]);
});

test("all are counted again after a paragraph went, or one came in between", () => {
  const tally = new Tally(viewOf());
  tally.settled(first);
  tally.of(first);
  const fewer = first.slice(1);
  tally.replaced(fewer, false);
  assert.deepEqual(tally.of(fewer).shown, [1]);
  tally.settled(fewer);
  const between = [more[0]!, ...fewer];
  tally.replaced(between, true);
  assert.deepEqual(tally.of(between).shown, [0, 2]);
});

test("a filter keeps the counts and changes what is shown", () => {
  const view = viewOf();
  const tally = new Tally(view);
  tally.settled(first);
  tally.of(first);
  view.filter = new Set(["b"]);
  tally.reset();
  const { shown, counts } = tally.of(first);
  assert.deepEqual([shown, counts], [[2], { a: 2, b: 1 }]);
});
