import { boundsOf } from "../../dom/element.js";
import type { Passage } from "../../finder/index.js";

/** Up to so many are measured one by one, which is right in columns and grids too. */
const FEW = 200;

export function boxOf(passage: Passage): DOMRect {
  return passage.whole ? boundsOf(passage.element) : passage.range.getBoundingClientRect();
}

/**
 * Finds the paragraphs in the window, or at most `margin` CSS pixels above or below it. Each `yield`
 * is a place to pause.
 */
export function* near(
  passages: readonly Passage[],
  margin: number,
): Generator<unknown, readonly Passage[]> {
  if (passages.length <= FEW) {
    const found: Passage[] = [];
    for (const passage of passages) {
      yield;
      const { top, bottom } = boxOf(passage);
      if (bottom > -margin && top < innerHeight + margin) found.push(passage);
    }
    return found;
  }
  const from = firstWhere(passages, (passage) => boxOf(passage).bottom > -margin);
  const to = firstWhere(passages, (passage) => boxOf(passage).top >= innerHeight + margin);
  return passages.slice(from, to);
}

/** Binary search: returns the first index that passes the test; all later ones must pass too. */
export function firstWhere(
  passages: readonly Passage[],
  test: (passage: Passage) => boolean,
): number {
  let low = 0;
  let high = passages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(passages[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** True for two arrays with the same objects in the same order. */
export const isSame = (one: readonly object[], two: readonly object[]): boolean =>
  one.length === two.length && one.every((value, i) => value === two[i]);
