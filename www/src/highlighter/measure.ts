/**
 * Reads from the page where a paragraph stands. Only reads: the overlay writes afterwards, so layout runs once.
 *
 * Boxes are measured along the line, from where a line starts to where it ends. On right-to-left pages that is the
 * x axis mirrored, so nothing after this has to ask which way the text runs.
 */
import {
  boundsOf,
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
} from "../dom/element.js";
import { doc } from "../dom/native.js";
import type { Passage } from "../finder/index.js";
import type { Size } from "./place.js";

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
  /** Free height over the first piece, for a label at its start. */
  readonly above: number;
  /** Free width after its last line, 0 if the label fits above; and that line. */
  readonly end: number;
  readonly last: Box;
}

/** Where nothing stands over a paragraph, this is its free height, in pixels. */
const FREE = 1e5;

const PICTURES = /^(IMG|VIDEO|IFRAME|CANVAS|SVG|INPUT|BUTTON|HR)$/i;

/** Lists and quotes have bullets and bars of their own: our bar stands outside the outermost. */
const OUTSIDE = "ul,ol,dl,blockquote,table";

/** Boxes along the line. */
type Boxing = (rect: DOMRect) => Box;
const along =
  (rtl: boolean): Boxing =>
  ({ left, right, top, bottom }) =>
    rtl ? { start: -right, end: -left, top, bottom } : { start: left, end: right, top, bottom };

/** Measures a paragraph for a label of the size `label` over it or after it. */
export function measure(
  { element, whole, range }: Passage,
  root: Element,
  label: Size,
): Measured | undefined {
  const style = getComputedStyle(element);
  const rtl = style.direction === "rtl";
  const box = along(rtl);
  const lines = [...range.getClientRects()].filter(({ width, height }) => width * height).map(box);
  const boxes = whole ? [...rectsOf(element)].filter(({ width }) => width).map(box) : columns(lines);
  const [line] = lines;
  const last = lines.at(-1);
  if (!boxes[0] || !line || !last) return undefined;

  const block = box(boundsOf(element));
  const outer = outside(element, root);
  const inset = outer
    ? box(boundsOf(outer)).start - block.start
    : px(style.borderInlineStartWidth) + px(style.paddingInlineStart);
  const pieces = boxes.map((one) => ({ ...one, start: (whole ? one : block).start + inset }));
  const { start } = pieces[0]!;
  // With a small line height, letters reach over the paragraph's box.
  const top = Math.min(pieces[0]!.top, line.top);
  pieces[0] = { ...pieces[0]!, top };
  // The window's edge, as if it were not scrolled sideways: a label must be seen without that. Text
  // that starts outside is only seen by scrolling, and its label with it.
  const edge = rtl ? scrollX : doc.documentElement.clientWidth - scrollX;
  const most = start < edge ? edge : Infinity;
  const over = start + label.width;
  const above = over > most ? 0 : top - bottomBefore(range, start, over, box);
  const inside = block.end - px(style.borderInlineEndWidth) - px(style.paddingInlineEnd);
  // Reading what is beside the last line is slow, so only where the label goes there.
  const end = above > label.height ? 0 : Math.min(inside, most, startBeside(range, last, box)) - last.end;
  return {
    pieces,
    rtl,
    gutter: Math.max(0, gutterBeside(element, root, start, box, rtl)),
    above,
    end,
    last,
  };
}

/** The free width on the starting side: up to the next column, a neighbour in the same row, a card's edge, the window's. */
function gutterBeside(element: Element, root: Element, start: number, box: Boxing, rtl: boolean): number {
  let gutter = start + (rtl ? doc.documentElement.clientWidth : 0);
  const meet = (edge: number) => {
    if (edge <= start) gutter = Math.min(gutter, start - edge);
  };
  for (let at: Element | null = element; at && at !== doc.body; at = parentOf(at)) {
    const own = box(boundsOf(at));
    const { columnCount, columnWidth, columnGap } = getComputedStyle(at);
    if (columnCount !== "auto" || columnWidth !== "auto") gutter = Math.min(gutter, px(columnGap) || 16);
    if (contains(at, root) && isCard(at)) meet(own.start);
    for (const other of [previousElementOf(at), nextElementOf(at)]) {
      const rect = other && boundsOf(other);
      if (rect?.width && rect.bottom > own.top + 4 && rect.top < own.bottom - 4) meet(box(rect).end);
    }
  }
  return gutter;
}

/** What shows only part of what it holds, and so part of our marks: a scrolling pane, or a folded text. */
export function clipOf(root: Element): { element: Element; scrolls: boolean } | undefined {
  for (let at: Element | null = root; at && at !== doc.body; at = parentOf(at)) {
    const { overflowY } = getComputedStyle(at);
    if (overflowY === "visible" || scrollHeightOf(at) <= clientHeightOf(at) + 2) continue;
    return { element: at, scrolls: overflowY === "auto" || overflowY === "scroll" };
  }
  return undefined;
}

/** An element with an edge that a reader sees; a label across it would look torn. */
function isCard(element: Element): boolean {
  const { boxShadow, borderLeftWidth, backgroundColor } = getComputedStyle(element);
  return (
    boxShadow !== "none" || px(borderLeftWidth) > 0 || !/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)
  );
}

/** Nodes before a paragraph that are looked at to find what stands over it. */
const MOST_BEFORE = 200;

/** Nodes before a paragraph that may float beside its last line. */
const MOST_BESIDE = 30;

/** Returns the texts and elements before a paragraph, nearest first, at most `most`. */
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
 * Returns the bottom of the text or picture before a paragraph that overlaps `start` to `end`. What
 * floats beside that does not count.
 */
function bottomBefore(range: Range, start: number, end: number, boxOf: Boxing): number {
  let count = 0;
  for (const node of nodesBefore(range, MOST_BEFORE)) {
    count++;
    // Not only the last line: it may be short and stand elsewhere than the label.
    let bottom = -Infinity;
    for (const rect of boxesOf(node)) {
      const box = boxOf(rect);
      if (rect.width && box.end > start && box.start < end) bottom = Math.max(bottom, rect.bottom);
    }
    if (bottom > -Infinity) return bottom;
  }
  // Unknown after so many nodes: no room for a label.
  return count < MOST_BEFORE ? -FREE : FREE;
}

/** Returns where the text or picture after a line starts: a float, which precedes the paragraph. */
function startBeside(range: Range, line: Box, boxOf: Boxing): number {
  let start = Infinity;
  for (const node of nodesBefore(range, MOST_BESIDE)) {
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

function outside(element: Element, root: Element): Element | undefined {
  let found: Element | undefined;
  let at = closest(element, OUTSIDE);
  while (at && at !== root && contains(root, at)) {
    found = at;
    at = closest(parentOf(at)!, OUTSIDE);
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
