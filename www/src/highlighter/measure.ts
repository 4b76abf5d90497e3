/** Reads from the page where a paragraph stands. Only reads: the overlay writes afterwards, so layout runs once. */
import { isText } from "../finder/dom.js";
import type { Passage } from "../finder/index.js";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Measured {
  /** The paragraph's pieces, in viewport coordinates: one, or one for each column it runs through. */
  readonly pieces: readonly Box[];
  readonly rtl: boolean;
  /** How far the bar may stand off the text on the starting side before it meets something else. */
  readonly gutter: number;
  /** Free height over the paragraph's first line. */
  readonly above: number;
  /** Free width after its last line, and that line. */
  readonly end: number;
  readonly last: Box;
}

/** Farther right than any label reaches. */
const FAR = 240;

const PICTURES = /^(IMG|VIDEO|IFRAME|CANVAS|SVG|INPUT|BUTTON|HR)$/i;

/** Lists and quotes have bullets and bars of their own: our bar stands outside the outermost. */
const OUTSIDE = "ul,ol,dl,blockquote,table";

export function measure(
  passage: Passage,
  root: Element,
  gutterOf: (root: Element) => number,
): Measured | undefined {
  const { element } = passage;
  const range = passage.range;
  const lines = [...range.getClientRects()].filter((rect) => rect.width > 0 && rect.height > 0);
  const boxes = passage.whole
    ? [...element.getClientRects()].filter((rect) => rect.width > 0)
    : columns(lines);
  const first = boxes[0];
  const last = lines.at(-1);
  if (!first || !last) return undefined;

  const style = getComputedStyle(element);
  const rtl = style.direction === "rtl";
  const block = element.getBoundingClientRect();
  const outer = outside(element, root)?.getBoundingClientRect();
  const inset = {
    left: block.left + px(style.borderLeftWidth) + px(style.paddingLeft),
    right: block.right - px(style.borderRightWidth) - px(style.paddingRight),
  };
  const at = boxes.length > 1 && passage.whole ? first : block;
  const shiftLeft = (outer?.left ?? inset.left) - at.left;
  const shiftRight = (outer?.right ?? inset.right) - at.right;
  const base = passage.whole ? undefined : block;
  const pieces = boxes.map((box) => ({
    left: (base ?? box).left + shiftLeft,
    right: (base ?? box).right + shiftRight,
    top: box.top,
    bottom: box.bottom,
  }));
  const start = rtl ? pieces[0]!.right : pieces[0]!.left;
  const edge = root.getBoundingClientRect();
  const inside = rtl ? edge.right - start : start - edge.left;
  const gutter = Math.min(inside + gutterOf(root), besideIn(element, root, start, rtl));
  return {
    pieces,
    rtl,
    gutter: Math.max(0, gutter),
    above: lines[0]!.top - bottomBefore(passage, { ...pieces[0]!, top: lines[0]!.top }, rtl),
    end: rtl ? last.left - inset.left : inset.right - last.right,
    last,
  };
}

/** The free width beside a root on its starting side: up to a neighbour, a card's edge, or the window's. */
export function gutterBeside(root: Element): number {
  const rtl = getComputedStyle(root).direction === "rtl";
  const own = root.getBoundingClientRect();
  const free = (box: Box): number => (rtl ? box.left - own.right : own.left - box.right);
  let gutter = rtl ? document.documentElement.clientWidth - own.right : own.left;
  for (let at = root; at.parentElement && at !== document.body; at = at.parentElement) {
    if (isCard(at)) {
      const card = at.getBoundingClientRect();
      gutter = Math.min(gutter, rtl ? card.right - own.right : own.left - card.left);
    }
    for (const other of at.parentElement.children) {
      if (other === at) continue;
      const box = other.getBoundingClientRect();
      if (box.width && box.height && box.bottom > own.top && box.top < own.bottom && free(box) >= 0) {
        gutter = Math.min(gutter, free(box));
      }
    }
  }
  return gutter;
}

/** What shows only part of what it holds, and so part of our marks: a scrolling pane, or a folded text. */
export function clipOf(root: Element): { element: Element; scrolls: boolean } | undefined {
  for (let at: Element | null = root; at && at !== document.body; at = at.parentElement) {
    const { overflowY } = getComputedStyle(at);
    if (overflowY === "visible" || at.scrollHeight <= at.clientHeight + 2) continue;
    return { element: at, scrolls: overflowY === "auto" || overflowY === "scroll" };
  }
  return undefined;
}

/** Free width inside the root: up to the next column, or a neighbour that shares the paragraph's row. */
function besideIn(element: Element, root: Element, start: number, rtl: boolean): number {
  let gutter = Number.POSITIVE_INFINITY;
  for (let at: Element | null = element; at && root.contains(at); at = at.parentElement) {
    const own = at.getBoundingClientRect();
    const { columnCount, columnWidth, columnGap } = getComputedStyle(at);
    if (columnCount !== "auto" || columnWidth !== "auto") gutter = Math.min(gutter, px(columnGap) || 16);
    if (at === root) break;
    for (const other of [at.previousElementSibling, at.nextElementSibling]) {
      const box = other?.getBoundingClientRect();
      if (!box?.width || box.bottom <= own.top + 4 || box.top >= own.bottom - 4) continue;
      const free = rtl ? box.left - start : start - box.right;
      if (free >= 0) gutter = Math.min(gutter, free);
    }
  }
  return gutter;
}

/** An element with an edge that a reader sees; a label across it would look torn. */
function isCard(element: Element): boolean {
  const style = getComputedStyle(element);
  return (
    style.boxShadow !== "none" ||
    px(style.borderLeftWidth) > 0 ||
    !/^(transparent|rgba\(.*, 0\))$/.test(style.backgroundColor)
  );
}

/** Where what stands over the paragraph's first line ends: the last text or picture before it, if not beside it. */
function bottomBefore(passage: Passage, line: Box, rtl: boolean): number {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const range = document.createRange();
  walker.currentNode = passage.range.startContainer;
  for (let node = walker.previousNode(); node; node = walker.previousNode()) {
    let box: Box | undefined;
    if (isText(node) && /\S/.test(node.data)) {
      range.selectNodeContents(node);
      box = [...range.getClientRects()].at(-1);
    } else if (PICTURES.test(node.nodeName)) box = (node as Element).getBoundingClientRect();
    if (!box || box.right <= box.left) continue;
    // What floats beside the paragraph is not over its label.
    const before = rtl ? box.left >= line.right : box.right <= line.left;
    const after = rtl ? box.right < line.right - FAR : box.left > line.left + FAR;
    if (!before && !after) return box.bottom;
  }
  return Number.NEGATIVE_INFINITY;
}

function outside(element: Element, root: Element): Element | undefined {
  let found: Element | undefined;
  for (let at: Element | null = element.closest(OUTSIDE); at && at !== root && root.contains(at); ) {
    found = at;
    at = at.parentElement?.closest(OUTSIDE) ?? null;
  }
  return found;
}

/** Line boxes gathered into one box for each column: a line far above the last one starts the next column. */
function columns(lines: readonly Box[]): Box[] {
  const boxes: Box[] = [];
  for (const line of lines) {
    const box = boxes.at(-1);
    if (box && line.top > box.top - 4) {
      const { left, right, top, bottom } = box;
      boxes[boxes.length - 1] = {
        left: Math.min(left, line.left),
        right: Math.max(right, line.right),
        top: Math.min(top, line.top),
        bottom: Math.max(bottom, line.bottom),
      };
    } else boxes.push(line);
  }
  return boxes;
}

const px = (length: string): number => Number.parseFloat(length) || 0;
