/** Finds paragraphs by where they stand, without looking at all of them, and by their blocks. */
import { boundsOf } from "../dom/element.js";
import type { Passage } from "../finder/index.js";

/** So few are simply looked at one by one, which finds them in columns and grids too. */
const FEW = 200;

export function boxOf(passage: Passage): DOMRect {
  return passage.whole ? boundsOf(passage.element) : passage.range.getBoundingClientRect();
}

/** Those that reach into the window, or stand at most `margin` pixels over or under it. */
export function near(passages: readonly Passage[], margin: number): readonly Passage[] {
  if (passages.length <= FEW) {
    return passages.filter((passage) => {
      const { top, bottom } = boxOf(passage);
      return bottom > -margin && top < innerHeight + margin;
    });
  }
  const from = firstWhere(passages, (passage) => boxOf(passage).bottom > -margin);
  const to = firstWhere(passages, (passage) => boxOf(passage).top >= innerHeight + margin);
  return passages.slice(from, to);
}

/** Binary search: the first index whose passage passes, when all after it do too. */
export function firstWhere(passages: readonly Passage[], test: (passage: Passage) => boolean): number {
  let low = 0;
  let high = passages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(passages[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Paragraphs that share an element, where `<br>`s part its text, together. */
export function byBlock(passages: readonly Passage[]): Map<Element, Passage[]> {
  const blocks = new Map<Element, Passage[]>();
  for (const passage of passages) {
    const same = blocks.get(passage.element);
    if (same) same.push(passage);
    else blocks.set(passage.element, [passage]);
  }
  return blocks;
}
