/**
 * Reads from the page where a paragraph stands. Only reads: the overlay writes afterwards, so layout runs once.
 *
 * Boxes are measured along the line, from where a line starts to where it ends. On right-to-left pages that is the
 * x axis mirrored, so nothing after this has to ask which way the text runs.
 */
import { isText } from "../finder/dom.js";
import type { Passage } from "../finder/index.js";

export interface Box {
  readonly start: number;
  readonly end: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Measured {
  /** The paragraph's pieces, from the viewport's edge: one, or one for each column it runs through. */
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

const isRtl = (style: CSSStyleDeclaration): boolean => style.direction === "rtl";

/** Boxes along the line. */
const along =
  (rtl: boolean) =>
  ({ left, right, top, bottom }: DOMRect): Box =>
    rtl ? { start: -right, end: -left, top, bottom } : { start: left, end: right, top, bottom };

export function measure(
  passage: Passage,
  root: Element,
  gutterOf: (root: Element) => number,
): Measured | undefined {
  const { element, whole } = passage;
  const style = getComputedStyle(element);
  const rtl = isRtl(style);
  const box = along(rtl);
  const lines = [...passage.range.getClientRects()].filter(({ width, height }) => width * height).map(box);
  const boxes = whole ? [...element.getClientRects()].filter(({ width }) => width).map(box) : columns(lines);
  const [line] = lines;
  const last = lines.at(-1);
  if (!boxes[0] || !line || !last) return undefined;

  const block = box(element.getBoundingClientRect());
  const outer = outside(element, root);
  const inset = outer
    ? box(outer.getBoundingClientRect()).start - block.start
    : px(style.borderInlineStartWidth) + px(style.paddingInlineStart);
  const pieces = boxes.map((one) => ({ ...one, start: (whole ? one : block).start + inset }));
  const { start } = pieces[0]!;
  const inside = start - box(root.getBoundingClientRect()).start;
  const gutter = Math.min(inside + gutterOf(root), besideIn(element, root, start, box));
  return {
    pieces,
    rtl,
    gutter: Math.max(0, gutter),
    above: line.top - bottomBefore(passage, start, box),
    end: block.end - px(style.borderInlineEndWidth) - px(style.paddingInlineEnd) - last.end,
    last,
  };
}

/** The free width beside a root on its starting side: up to a neighbour, a card's edge, or the window's. */
export function gutterBeside(root: Element): number {
  const rtl = isRtl(getComputedStyle(root));
  const boxOf = (element: Element): Box => along(rtl)(element.getBoundingClientRect());
  const own = boxOf(root);
  let gutter = own.start + (rtl ? document.documentElement.clientWidth : 0);
  for (let at = root; at.parentElement && at !== document.body; at = at.parentElement) {
    if (isCard(at)) gutter = Math.min(gutter, own.start - boxOf(at).start);
    for (const other of at.parentElement.children) {
      const { start, end, top, bottom } = boxOf(other);
      // Itself, and what stands elsewhere, is not before it.
      if (start < end && top < bottom && bottom > own.top && top < own.bottom && end <= own.start) {
        gutter = Math.min(gutter, own.start - end);
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
function besideIn(element: Element, root: Element, start: number, boxOf: (rect: DOMRect) => Box): number {
  let gutter = Number.POSITIVE_INFINITY;
  for (let at: Element | null = element; at && root.contains(at); at = at.parentElement) {
    const own = at.getBoundingClientRect();
    const { columnCount, columnWidth, columnGap } = getComputedStyle(at);
    if (columnCount !== "auto" || columnWidth !== "auto") gutter = Math.min(gutter, px(columnGap) || 16);
    if (at === root) break;
    for (const other of [at.previousElementSibling, at.nextElementSibling]) {
      const rect = other?.getBoundingClientRect();
      if (!rect?.width || rect.bottom <= own.top + 4 || rect.top >= own.bottom - 4) continue;
      const free = start - boxOf(rect).end;
      if (free >= 0) gutter = Math.min(gutter, free);
    }
  }
  return gutter;
}

/** An element with an edge that a reader sees; a label across it would look torn. */
function isCard(element: Element): boolean {
  const { boxShadow, borderLeftWidth, backgroundColor } = getComputedStyle(element);
  return (
    boxShadow !== "none" || px(borderLeftWidth) > 0 || !/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)
  );
}

/** Where what stands over the paragraph's first line ends: the last text or picture before it, if not beside it. */
function bottomBefore(passage: Passage, start: number, boxOf: (rect: DOMRect) => Box): number {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const range = document.createRange();
  walker.currentNode = passage.range.startContainer;
  for (let node = walker.previousNode(); node; node = walker.previousNode()) {
    let rect: DOMRect | undefined;
    if (isText(node) && /\S/.test(node.data)) {
      range.selectNodeContents(node);
      rect = [...range.getClientRects()].at(-1);
    } else if (PICTURES.test(node.nodeName)) rect = (node as Element).getBoundingClientRect();
    if (!rect?.width) continue;
    // What floats beside the paragraph is not over its label.
    const box = boxOf(rect);
    if (box.end > start && box.start <= start + FAR) return rect.bottom;
  }
  return Number.NEGATIVE_INFINITY;
}

function outside(element: Element, root: Element): Element | undefined {
  let found: Element | undefined;
  let at = element.closest(OUTSIDE);
  while (at && at !== root && root.contains(at)) {
    found = at;
    at = at.parentElement!.closest(OUTSIDE);
  }
  return found;
}

/** Line boxes gathered into one box for each column: a line far above the last one starts the next column. */
function columns(lines: readonly Box[]): Box[] {
  const boxes: Box[] = [];
  for (const line of lines) {
    const box = boxes.at(-1);
    if (box && line.top > box.top - 4) {
      boxes[boxes.length - 1] = { ...box, bottom: Math.max(box.bottom, line.bottom) };
    } else boxes.push(line);
  }
  return boxes;
}

const px = (length: string): number => Number.parseFloat(length) || 0;
