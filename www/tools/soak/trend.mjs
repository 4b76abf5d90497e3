// The trend of samples that are taken while a page runs for a long time.
import { Failure } from "../run.mjs";

/** How pages are asked for a state. Not by frames: a page behind another tab has none. */
export const POLL = { polling: 50 };

/** Fewer samples show no trend. */
const MIN_SAMPLES = 10;
/** The share of samples at the start that is left out: caches fill, code is compiled. */
const WARM_UP = 1 / 3;

/**
 * Returns the median slope between all pairs of samples (Theil and Sen): a few high samples, as
 * before a collection, do not change it.
 *
 * @param {readonly number[]} samples at equal distances
 * @returns {{ first: number, last: number, slope: number }} the first sample after the warm-up, the
 *   last one, and what is added per sample
 * @throws {Failure} for fewer than 10 samples, or samples that are not numbers
 */
export function trend(samples) {
  if (samples.length < MIN_SAMPLES) {
    throw new Failure(
      `Expected at least ${MIN_SAMPLES} rounds to see a trend, found ${samples.length}: run for more minutes.`,
    );
  }
  if (!samples.every(Number.isFinite)) throw new Failure("A sample is not a number.");
  const warm = samples.slice(Math.floor(samples.length * WARM_UP));
  const at = (/** @type {number} */ i) => warm[i] ?? Number.NaN;
  // Of very many samples every second, third … is enough.
  const step = Math.ceil(warm.length / 1000);
  const slopes = [];
  for (let i = 0; i < warm.length; i += step) {
    for (let k = i + step; k < warm.length; k += step) slopes.push((at(k) - at(i)) / (k - i));
  }
  return { first: at(0), last: at(warm.length - 1), slope: median(slopes) };
}

/** @param {number[]} values not empty */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ i) => sorted[i] ?? Number.NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
}
