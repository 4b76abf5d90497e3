/** Finds the paragraphs that the legend's steps lead to. */
import type { Passage } from "../finder/index.js";
import { isInView, reveal } from "./drawing/reveal.js";
import { boxOf, firstWhere } from "./reading/order.js";

/**
 * Returns the index of the next shown paragraph: after or before the one with the index `from`, else
 * from the top of the window.
 *
 * @param shown indexes of the shown paragraphs
 */
export function nextOf(
  passages: readonly Passage[],
  shown: readonly number[],
  by: 1 | -1,
  from: number | undefined,
): number | undefined {
  if (from !== undefined) {
    return by > 0 ? shown.find((i) => i > from) : shown.findLast((i) => i < from);
  }
  const first = firstWhere(
    shown.map((i) => passages[i]!),
    (one) => boxOf(one).top >= 0,
  );
  return shown[by > 0 ? first : first - 1];
}

/** Scrolls to the first of these paragraphs that ends below the top of the window, else to the last. */
export function revealNearest(passages: readonly Passage[]): void {
  const nearest = passages[firstWhere(passages, (one) => boxOf(one).bottom > 0)] ?? passages.at(-1);
  if (nearest && !isInView(nearest)) reveal(nearest);
}
