// How many blocks are written in a frame, on devices and pages of every speed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Pace } from "../../www/src/highlighter/drawing/pace.js";

/** Milliseconds of a frame: the browser's own, and those for each block. */
type Device = (blocks: number) => number;

function paceAfter(device: Device, frames = 40, pace = new Pace()): Pace {
  for (let i = 0; i < frames; i++) pace.took(device(pace.count));
  return pace;
}

test("a fast device writes many blocks in a frame, a slow one few", () => {
  assert.equal(paceAfter((blocks) => 1 + blocks * 0.002).count, 1000);
  assert.ok(paceAfter((blocks) => 1 + blocks * 0.2).count <= 48);
});

test("the time that a long page's frame takes in any case does not make the frames more", () => {
  for (const fixed of [0, 7, 20, 60]) {
    assert.ok(paceAfter((blocks) => fixed + blocks * 0.005).count >= 500, `${fixed} ms`);
  }
});

test("a page that grows, and a single slow frame, change nothing for long", () => {
  const pace = paceAfter((blocks) => 2 + blocks * 0.005);
  paceAfter((blocks) => 30 + blocks * 0.005, 40, pace);
  assert.ok(pace.count >= 500, `${pace.count} on a grown page`);
  pace.took(300);
  paceAfter((blocks) => 30 + blocks * 0.005, 20, pace);
  assert.ok(pace.count >= 500, `${pace.count} after a slow frame`);
  paceAfter((blocks) => 30 + blocks * 0.3, 20, pace);
  assert.ok(pace.count <= 48, `${pace.count} once the device is slow`);
});
