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

/** Boxes along the line. */
type Boxing = (rect: DOMRect) => Box;
const along =
  (rtl: boolean): Boxing =>
  ({ left, right, top, bottom }) =>
    rtl ? { start: -right, end: -left, top, bottom } : { start: left, end: right, top, bottom };

export function measure({ element, whole, range }: Passage, root: Element): Measured | undefined {
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
  return {
    pieces,
    rtl,
    gutter: Math.max(0, gutterBeside(element, root, start, box, rtl)),
    above: line.top - bottomBefore(range, start, line.top, box),
    end: block.end - px(style.borderInlineEndWidth) - px(style.paddingInlineEnd) - last.end,
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

/** Where what stands over the paragraph's first line ends: the last text or picture before it, if not beside it. */
function bottomBefore({ startContainer }: Range, start: number, top: number, boxOf: Boxing): number {
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const range = new Range();
  walker.currentNode = startContainer;
  for (let i = 0; i < MOST_BEFORE; i++) {
    const node = walker.previousNode();
    if (!node) return -FAR * FAR;
    let rect: DOMRect | undefined;
    if (isText(node)) {
      if (node.data.trim()) {
        range.selectNodeContents(node);
        rect = [...range.getClientRects()].at(-1);
      }
    } else if (PICTURES.test(nodeNameOf(node))) rect = boundsOf(node as Element);
    if (!rect?.width) continue;
    // What floats beside the paragraph is not over its label.
    const box = boxOf(rect);
    if (box.end > start && box.start <= start + FAR) return rect.bottom;
  }
  // Unknown after so many nodes: no room for a label.
  return top;
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
