// The parts of the widget that need no browser: placing, cues, versions, settings, scheduling.
import assert from "node:assert/strict";
import { test } from "node:test";
import manifest from "../../package.json" with { type: "json" };
import { check } from "../../www/src/api/check.js";
import { SETTINGS } from "../../www/src/api/settings.js";
import { inSlices } from "../../www/src/dom/scheduling.js";
import { cuesOf } from "../../www/src/highlighter/drawing/cues.js";
import type { Measured } from "../../www/src/highlighter/drawing/measure.js";
import { place } from "../../www/src/highlighter/drawing/place.js";
import { compare } from "../../www/src/highlighter/owner.js";
import { percentOf } from "../../www/src/i18n/fill.js";
import type { Texts } from "../../www/src/i18n/index.js";
import { VERSION } from "../../www/src/version.js";

const PARAGRAPH = { start: 200, end: 800, top: 100, bottom: 180 };
const LAST = { start: 200, end: 780, top: 160, bottom: 180 };
const measured = (given: Partial<Measured>): Measured => ({
  pieces: [PARAGRAPH],
  rtl: false,
  gutter: 190,
  above: 0,
  end: 20,
  last: LAST,
  ...given,
});
const BESIDE = { width: 120, height: 28 };
const TAB = { width: 110, height: 14 };

test("in a wide gutter the label is beside the bars, the best theme's bar nearest the text", () => {
  const { bars, label } = place(measured({}), 2, BESIDE, TAB);
  assert.deepEqual(
    bars.map(({ left }) => left),
    [200 - 8 - 3, 200 - 8 - 3 - 5],
  );
  assert.deepEqual(label, { kind: "beside", anchor: "right", x: 200 - 8 - 8 - 8, top: 102 });
});

test("in a narrow gutter the label is above, else after the last line, else hidden", () => {
  assert.equal(place(measured({ gutter: 60, above: 20 }), 1, BESIDE, TAB).label.kind, "above");
  assert.equal(
    place(measured({ gutter: 60, above: 4, end: 200 }), 1, BESIDE, TAB).label.kind,
    "end",
  );
  assert.equal(
    place(measured({ gutter: 60, above: 4, end: 60 }), 1, BESIDE, TAB).label.kind,
    "none",
  );
});

test("in little room, bars are nearer to the text and in the window", () => {
  const edge = { ...PARAGRAPH, start: 5 };
  const { bars } = place(measured({ pieces: [edge], gutter: 5 }), 1, BESIDE, TAB);
  assert.equal(bars[0]!.left, 0);
});

test("right-to-left text mirrors everything", () => {
  // Positions are along the line; the text starts 800 pixels from the left edge.
  const mirrored = { ...PARAGRAPH, start: -800, end: -200 };
  const { bars, label } = place(measured({ rtl: true, pieces: [mirrored] }), 1, BESIDE, TAB);
  assert.equal(bars[0]!.left, 800 + 8);
  assert.deepEqual(label, { kind: "beside", anchor: "left", x: 800 + 8 + 3 + 8, top: 102 });
});

test("a paragraph in two columns gets a bar in each", () => {
  const { bars } = place(
    measured({ pieces: [PARAGRAPH, { ...PARAGRAPH, start: 850 }] }),
    1,
    BESIDE,
    TAB,
  );
  assert.deepEqual(
    bars.map(({ left }) => left),
    [200 - 8 - 3, 850 - 8 - 3],
  );
});

const evidence = (start: number, end: number, weight: number, theme = "a") => ({
  theme,
  start,
  end,
  weight,
});

test("cues are the words with the largest weights, in text order", () => {
  const all = [
    evidence(10, 14, 3),
    evidence(0, 4, 2),
    evidence(20, 24, 0.2),
    evidence(30, 34, -5),
    evidence(0, 9, 9, "b"),
  ];
  assert.deepEqual(
    cuesOf(all, "a"),
    [evidence(10, 14, 3)].map(({ theme: _, ...cue }) => cue),
  );
  assert.deepEqual(
    cuesOf(all, "a", { share: 1, most: 9 }).map(({ start }) => start),
    [0, 10, 20],
  );
});

test("a cue grows by the n-grams that overlap it", () => {
  const cues = cuesOf([evidence(4, 12, 3), evidence(0, 8, 1.5), evidence(6, 20, 0.1)], "a", {
    share: 0.5,
    most: 1,
  });
  assert.deepEqual(cues, [{ start: 0, end: 12, weight: 3 }]);
});

test("versions compare by number", () => {
  assert.ok(compare("0.10.0", "0.9.1") > 0);
  assert.equal(compare("1.0.0", "1.0.0"), 0);
  assert.equal(VERSION, manifest.version);
});

test("settings are trimmed and converted; invalid ones are ignored with a warning", () => {
  const warned: string[] = [];
  const given = {
    lang: " en ",
    cues: "false",
    keys: "",
    minLength: "20",
    legend: "ajar",
    nothing: 1,
  };
  const settings = check(given, SETTINGS, (message) => warned.push(message));
  assert.deepEqual(settings, { lang: "en", cues: false, keys: true, minLength: 20 });
  assert.equal(warned.length, 2);
});

test("a probability is shown in whole per cent, at most 99", () => {
  const format = (p: number) => percentOf({ percent: "{p} %" } as Texts, p);
  assert.deepEqual([0.004, 0.305, 0.994, 0.9999].map(format), ["0 %", "31 %", "99 %", "99 %"]);
});

test("work that ends and work that begins in one task share its time", async (t) => {
  let clock = 0;
  t.mock.method(performance, "now", () => clock);
  let [steps, most] = [0, 0];
  const scope = globalThis as { scheduler?: unknown; addEventListener?: unknown };
  // Inputs of the reader: none come.
  scope.addEventListener = () => {};
  scope.scheduler = {
    async yield() {
      steps = 0;
    },
  };
  t.after(() => {
    delete scope.scheduler;
    delete scope.addEventListener;
  });
  function* work(): Generator<void, void> {
    for (let i = 0; i < 3; i++) {
      clock++;
      most = Math.max(most, ++steps);
      yield;
    }
  }
  const { signal } = new AbortController();
  for (let i = 0; i < 4; i++) await inSlices(work(), signal);
  assert.equal(most, 3);
});
