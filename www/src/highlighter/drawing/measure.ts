/**
 * Measures paragraphs. Only reads; the overlay writes afterwards, so that the page is laid out
 * once.
 *
 * Boxes are measured in the direction of the line, from its start to its end: on right-to-left
 * pages
 * the x axis is mirrored, and the code that places marks is the same.
 */
import {
  boundsOf,
  boxedOf,
  clientHeightOf,
  closest,
  contains,
  isText,
  nextElementOf,
  nodeNameOf,
  parentOf,
  previousElementOf,
  rectsOf,
  scrollHeightOf,
} from "../../dom/element.js";
import { doc } from "../../dom/native.js";
import type { Passage } from "../../finder/index.js";
import type { Size } from "./place.js";

export interface Box {
  readonly start: number;
  readonly end: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Measured {
  /** One box, or one for each column of the text; in CSS pixels from the viewport's edge. */
  readonly pieces: readonly Box[];
  readonly rtl: boolean;
  /** Free width before the start of the text. */
  readonly gutter: number;
  /** Free height above the first piece, for a label at its start. */
  readonly above: number;
  /** Free width after the last line; 0 if the label fits above. */
  readonly end: number;
  readonly last: Box;
}

/** The free height above a paragraph with nothing above it, in CSS pixels. */
const FREE = 1e5;

const PICTURES = /^(IMG|VIDEO|IFRAME|CANVAS|SVG|INPUT|BUTTON|HR)$/i;

/** Elements with bullets or bars of their own: our bar is outside the outermost. */
const OUTSIDE = "ul,ol,dl,blockquote,table";
/** Pixels by which one of them indents what is in it. Browsers indent by 40. */
const MOST_INDENT = 64;

type Boxing = (rect: DOMRect) => Box;
/** Returns a function that gives boxes in the direction of the line. */
const along =
  (rtl: boolean): Boxing =>
  ({ left, right, top, bottom }) =>
    rtl ? { start: -right, end: -left, top, bottom } : { start: left, end: right, top, bottom };

/** Measures a paragraph for a label of this size above or after it. Undefined = it has no box. */
export function measure(
  { element, whole, range }: Passage,
  root: Element,
  label: Size,
): Measured | undefined {
  const holder = boxedOf(element);
  const style = getComputedStyle(holder);
  const rtl = style.direction === "rtl";
  const box = along(rtl);
  const lines = [...range.getClientRects()].filter(({ width, height }) => width * height).map(box);
  const boxes = whole
    ? [...rectsOf(element)].filter(({ width }) => width).map(box)
    : columns(lines);
  const [line] = lines;
  const last = lines.at(-1);
  if (!boxes[0] || !line || !last) return undefined;

  const block = box(boundsOf(holder));
  const outer = startOutside(element, root, block.start, box);
  const inset =
    outer !== undefined
      ? outer - block.start
      : px(style.borderInlineStartWidth) + px(style.paddingInlineStart);
  const pieces = boxes.map((one) => ({ ...one, start: (whole ? one : block).start + inset }));
  const { start } = pieces[0]!;
  // With a small line height, letters are taller than the paragraph's box.
  const top = Math.min(pieces[0]!.top, line.top);
  pieces[0] = { ...pieces[0]!, top };
  // The window's edge without sideways scrolling: a label must be visible without it, unless the
  // text itself starts outside.
  const edge = rtl ? scrollX : doc.documentElement.clientWidth - scrollX;
  const most = start < edge ? edge : Infinity;
  const over = start + label.width;
  const above = over > most ? 0 : top - bottomBefore(range, start, over, box);
  const inside = block.end - px(style.borderInlineEndWidth) - px(style.paddingInlineEnd);
  // Slow, so only where the label goes there.
  const end =
    above > label.height ? 0 : Math.min(inside, most, startBeside(range, last, box)) - last.end;
  return {
    pieces,
    rtl,
    gutter: Math.max(0, gutterBeside(element, root, start, box, rtl)),
    above,
    end,
    last,
  };
}

/**
 * Returns the free width before the start: to a column, a neighbour, a card's edge or the window's.
 */
function gutterBeside(
  element: Element,
  root: Element,
  start: number,
  box: Boxing,
  rtl: boolean,
): number {
  let gutter = start + (rtl ? doc.documentElement.clientWidth : 0);
  const meet = (edge: number) => {
    if (edge <= start) gutter = Math.min(gutter, start - edge);
  };
  for (let at: Element | null = element; at && at !== doc.body; at = parentOf(at)) {
    const own = box(boundsOf(at));
    const { columnCount, columnWidth, columnGap } = getComputedStyle(at);
    if (columnCount !== "auto" || columnWidth !== "auto")
      gutter = Math.min(gutter, px(columnGap) || 16);
    if (contains(at, root) && isCard(at)) meet(own.start);
    for (const other of [previousElementOf(at), nextElementOf(at)]) {
      const rect = other && boundsOf(other);
      if (rect?.width && rect.bottom > own.top + 4 && rect.top < own.bottom - 4)
        meet(box(rect).end);
    }
  }
  return gutter;
}

/** Returns the element that clips a root and its marks, because it scrolls or is folded. */
export function clipOf(root: Element): { element: Element; scrolls: boolean } | undefined {
  for (let at: Element | null = root; at && at !== doc.body; at = parentOf(at)) {
    const { overflowY } = getComputedStyle(at);
    if (overflowY === "visible" || scrollHeightOf(at) <= clientHeightOf(at) + 2) continue;
    return { element: at, scrolls: overflowY === "auto" || overflowY === "scroll" };
  }
  return undefined;
}

/** True for an element with a visible edge, which no label may cross. */
function isCard(element: Element): boolean {
  const { boxShadow, borderLeftWidth, backgroundColor } = getComputedStyle(element);
  return (
    boxShadow !== "none" ||
    px(borderLeftWidth) > 0 ||
    !/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)
  );
}

/** Nodes before a paragraph that are read to find what is above it. */
const MAX_BEFORE = 200;

/** Nodes before a paragraph that are read to find floats beside its last line. */
const MAX_BESIDE = 30;

/** Returns at most `most` texts and elements before a paragraph, nearest first. */
function* nodesBefore({ startContainer }: Range, most: number): Generator<Node> {
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  walker.currentNode = startContainer;
  for (let i = 0; i < most; i++) {
    const node = walker.previousNode();
    if (!node) return;
    yield node;
  }
}

/**
 * Returns the bottom of the nearest text or picture before a paragraph, between `start` and `end`.
 */
function bottomBefore(range: Range, start: number, end: number, boxOf: Boxing): number {
  let count = 0;
  for (const node of nodesBefore(range, MAX_BEFORE)) {
    count++;
    // All lines: the last may be short and not reach the label.
    let bottom = -Infinity;
    for (const rect of boxesOf(node)) {
      const box = boxOf(rect);
      if (rect.width && box.end > start && box.start < end) bottom = Math.max(bottom, rect.bottom);
    }
    if (bottom > -Infinity) return bottom;
  }
  // Not found among so many nodes: no room for a label.
  return count < MAX_BEFORE ? -FREE : FREE;
}

/** Returns the start of a float after a line; floats precede the paragraph in the document. */
function startBeside(range: Range, line: Box, boxOf: Boxing): number {
  let start = Infinity;
  for (const node of nodesBefore(range, MAX_BESIDE)) {
    for (const rect of boxesOf(node)) {
      const box = boxOf(rect);
      const beside = rect.width && rect.bottom > line.top && rect.top < line.bottom;
      if (beside && box.start >= line.end) start = Math.min(start, box.start);
    }
  }
  return start;
}

/** Returns the boxes of a text or a picture; none for other nodes. */
function boxesOf(node: Node): Iterable<DOMRect> {
  if (isText(node)) {
    if (!node.data.trim()) return [];
    const range = new Range();
    range.selectNodeContents(node);
    return range.getClientRects();
  }
  return PICTURES.test(nodeNameOf(node)) ? [boundsOf(node as Element)] : [];
}

/**
 * Returns where the outermost list, quote or table around a paragraph starts. One that starts
 * further away than it would indent the paragraph has columns, and another one may stand between.
 */
function startOutside(
  element: Element,
  root: Element,
  start: number,
  boxOf: Boxing,
): number | undefined {
  let found: number | undefined;
  let at = closest(element, OUTSIDE);
  while (at && at !== root && contains(root, at)) {
    const outer = boxOf(boundsOf(at)).start;
    if ((found ?? start) - outer > MOST_INDENT) break;
    found = outer;
    at = closest(parentOf(at)!, OUTSIDE);
  }
  return found;
}

/** Joins line boxes to one box for each column: a line far above the last one starts a column. */
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
