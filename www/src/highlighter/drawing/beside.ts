import { boundsOf, contains } from "../../dom/element.js";
import { doc } from "../../dom/native.js";
import type { Size } from "./place.js";

/** CSS pixels between a paragraph and what stands beside it, and to the window's edge. */
const GAP = 16;
const EDGE = 8;

/**
 * Returns the corner of a free place of this size after the end of a paragraph's lines, in CSS
 * pixels from the viewport's corner; undefined if text, a picture or the legend is there.
 */
export function roomBeside(
  { element, range }: { readonly element: Element; readonly range: Range },
  { width, height }: Size,
): { left: number; top: number } | undefined {
  const lines = range.getBoundingClientRect();
  const block = boundsOf(element);
  const rtl = getComputedStyle(element).direction === "rtl";
  const left = rtl
    ? Math.min(lines.left, block.left) - GAP - width
    : Math.max(lines.right, block.right) + GAP;
  const most = doc.documentElement.clientWidth - EDGE - width;
  if (left < EDGE || left > most || height > innerHeight - 2 * EDGE) return undefined;
  const top = Math.max(EDGE, Math.min(lines.top, innerHeight - EDGE - height));
  for (let i = 0; i <= 4; i++) {
    for (let j = 0; j <= 8; j++) {
      const [over] = doc.elementsFromPoint(left + (i / 4) * width, top + (j / 8) * height);
      // Where nothing is, the topmost element is one that holds the paragraph.
      if (over && !contains(over, element)) return undefined;
    }
  }
  return { left, top };
}
