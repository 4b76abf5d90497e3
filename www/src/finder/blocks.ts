/**
 * From live nodes to passages: walks a subtree and yields every run of text that stands by itself,
 * whether it has an element of its own (`<p>`, `<li>`), is parted from the next by `<br>`, or lies
 * bare between block children. Nothing is judged here; `rules.ts` and `prose.ts` say which passages
 * belong to the article.
 *
 * A page may be hostile or broken, so nothing here is recursive, each step is short, and the whole
 * takes a time in proportion to the number of nodes.
 */
import {
  attributeOf,
  firstChildOf,
  hasBox,
  isElement,
  isText,
  isUnrendered,
  isVisible,
  nextSiblingOf,
  parentOf,
  shadowRootOf,
  tagOf,
} from "../dom/element.js";
import { Walker } from "../dom/walker.js";
import { Passage } from "./passage.js";
import type { Rules } from "./rules.js";

/** Deepest nesting that is read. HTML parsers stop at 512 levels; only scripts nest deeper. */
const MAX_DEPTH = 512;
/**
 * UTF-16 code units. The whole text of a long article is shorter, so this is no paragraph of one.
 */
const MAX_LENGTH = 50_000;
/** Text nodes of one paragraph, so that its range and its geometry stay cheap to compute. */
const MAX_NODES = 10_000;
/** Hidden elements with less text than this are not worth another reading when they show. */
const LEAST_HIDDEN = 40;
/** Nodes that are visited to count the text in one. */
const MOST_COUNTED = 500;
/** UTF-16 code units of text that may be an article. */
export const MUCH_TEXT = 200;

/** An element that is not rendered now, and how many UTF-16 code units of text are in it. */
export interface Hidden {
  readonly element: Element;
  readonly length: number;
}

/** What a walk meets and does not read. */
export interface Unread {
  /** Elements that are not rendered now. */
  readonly hidden: Hidden[];
  /** Elements whose text is in an open shadow root, where marks could not be styled. */
  readonly shadows: Element[];
}

interface Frame {
  readonly element: Element;
  readonly outer: Frame | undefined;
  readonly depth: number;
  /** The child that is visited next. */
  next: Node | null;
  /** Undefined where the element's own text is not rendered. */
  run: Run | undefined;
  /** UTF-16 code units of own text that is not rendered. */
  unseen: number;
  /** True once a block child divides the element's text, or where the element has no box. */
  parted: boolean;
}

/**
 * Yields every passage below `element`, in document order, and `undefined` after each node that
 * ends none, so that a long page can be walked in slices. The text of elements that are not
 * rendered
 * is not read; these elements are added to `skipped`.
 */
export function* passagesIn(
  element: Element,
  rules: Rules,
  skipped: Unread,
): Generator<Passage | undefined> {
  if (rules.isUnread(element)) return;
  const inlines = new Inlines(rules);
  let frame = enter(element, undefined, skipped);
  while (frame) {
    const child: Node | null = frame.next;
    if (!child) {
      yield* passagesOf(frame, !frame.parted);
      if (frame.unseen >= LEAST_HIDDEN) {
        skipped.hidden.push({ element: frame.element, length: frame.unseen });
      }
      frame = frame.outer;
      continue;
    }
    yield;
    if (isText(child)) addText(frame, child);
    else if (isElement(child)) {
      const unread = rules.isUnread(child);
      if (tagOf(child) === "BR") frame.run?.addBreak();
      else if (unread ? isWord(child, frame) : yield* inlines.has(child)) {
        yield* collect(child, frame, rules, skipped);
      } else if (!unread || !rules.isSkipped(child)) {
        yield* passagesOf(frame, false);
        frame.parted = true;
        if (frame.run) frame.run = new Run();
        frame.next = nextSiblingOf(child);
        if (!unread && frame.depth < MAX_DEPTH) frame = enter(child, frame, skipped) ?? frame;
        continue;
      }
    }
    yield* finished(frame);
    frame.next = nextSiblingOf(child);
  }
}

function enter(element: Element, outer: Frame | undefined, skipped: Unread): Frame | undefined {
  const boxed = hasBox(element);
  const visible = boxed || isVisible(element);
  if (!visible && isUnrendered(element)) {
    addHidden(element, skipped.hidden);
    return undefined;
  }
  noteShadow(element, skipped);
  return {
    element,
    outer,
    depth: outer ? outer.depth + 1 : 0,
    next: firstChildOf(element),
    run: visible ? new Run() : undefined,
    unseen: 0,
    parted: !boxed,
  };
}

function addText(frame: Frame, node: Text): void {
  if (frame.run) frame.run.addText(node);
  else frame.unseen += node.length;
}

/**
 * True for a button within a sentence, such as one that explains a term: it is a word of the text.
 */
function isWord(element: Element, { run }: Frame): boolean {
  if (!run?.isOpen || (tagOf(element) !== "BUTTON" && attributeOf(element, "role") !== "button"))
    return false;
  const after = nextSiblingOf(element);
  return !!after && isText(after) && after.length <= MAX_LENGTH && after.data.trim() !== "";
}

/** Adds the text of an inline element to the run that it stands in. */
function* collect(
  element: Element,
  frame: Frame,
  rules: Rules,
  skipped: Unread,
): Generator<Passage | undefined> {
  const walker = new Walker(element);
  for (let node: Node | undefined = element, inside = false; node; node = walker.next(inside)) {
    inside = false;
    if (isText(node)) addText(frame, node);
    else if (isElement(node)) {
      if (tagOf(node) === "BR") frame.run?.addBreak();
      else if (frame.depth + walker.depth < MAX_DEPTH && isRead(node, element, frame, rules)) {
        inside = !isUnrendered(node);
        if (inside) noteShadow(node, skipped);
        else addHidden(node, skipped.hidden);
      }
    }
    yield* finished(frame);
    yield;
  }
}

/** Within a line, what is hidden from screen readers is an icon or a copy of text. */
function isRead(node: Element, top: Element, frame: Frame, rules: Rules): boolean {
  if (attributeOf(node, "aria-hidden") === "true") return false;
  return !rules.isUnread(node) || node === top || isWord(node, frame);
}

/** Yields the passages that are complete, but the last one, which may be all of its element. */
function* finished({ element, run }: Frame): Generator<Passage> {
  while (run && run.done.length > 1) yield new Passage(element, run.done.shift()!, false);
}

function* passagesOf(frame: Frame, alone: boolean): Generator<Passage> {
  const { element, run } = frame;
  if (!run) return;
  run.end();
  yield* finished(frame);
  const [last] = run.done;
  if (last) yield new Passage(element, last, alone && !run.several);
}

/** Notes an element that is not rendered. Its nodes are counted up to a limit, and not read. */
function addHidden(element: Element, hidden: Hidden[]): void {
  const length = lengthIn(element);
  if (length >= LEAST_HIDDEN) hidden.push({ element, length });
}

function noteShadow(element: Element, { shadows }: Unread): void {
  const shadow = shadowRootOf(element);
  if (shadow && lengthIn(shadow) >= MUCH_TEXT) shadows.push(element);
}

/** Returns the UTF-16 code units of text in a node; for one of very many nodes, `MUCH_TEXT`. */
export function lengthIn(top: Node): number {
  if (isText(top)) return top.length;
  const walker = new Walker(top);
  let length = 0;
  let node: Node | undefined = top;
  for (let i = 0; i < MOST_COUNTED; i++) {
    node = walker.next(!(isElement(node) && /^(SCRIPT|STYLE|LINK|META)$/.test(tagOf(node))));
    if (!node) return length;
    if (isText(node)) length += node.length;
  }
  return MUCH_TEXT;
}

/**
 * Which elements flow within a line, remembered for one reading: each subtree is looked at once.
 */
export class Inlines {
  readonly #rules: Rules;
  readonly #known = new Map<Element, boolean>();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** True for an inline element with no block in it. */
  *has(element: Element): Generator<undefined, boolean> {
    let known = this.#rules.isInline(element) ?? this.#known.get(element);
    if (known === undefined) {
      const walker = new Walker(element);
      let inside = true;
      known = true;
      for (let node = walker.next(); node; node = walker.next(inside)) {
        yield;
        inside = false;
        if (!isElement(node) || tagOf(node) === "BR" || this.#rules.matches("unread", tagOf(node)))
          continue;
        const inline = this.#known.get(node) ?? this.#rules.isInline(node);
        inside = inline === undefined;
        if (inline !== false) continue;
        known = false;
        for (let up = parentOf(node); up && up !== element; up = parentOf(up))
          this.#known.set(up, false);
        break;
      }
      // Only elements with children: to enlarge a map of a million elements is a long task.
      this.#known.set(element, known);
    }
    return known;
  }
}

type Pieces = (Text | null)[];

/** What may end a sentence, and so a paragraph before a single `<br>`. */
const CLOSING = '.!?;:…”"»)';

/** Text nodes (null = a line break) in a row, and what joining them needs to know. */
class Line {
  pieces: Pieces = [];
  /** The last character that is no white space. */
  #last = "";
  #units = 0;
  #start = -1;
  #end = -1;
  /** Longer than any paragraph; its pieces are dropped. */
  #full = false;

  get hasText(): boolean {
    return this.#full || this.#start >= 0;
  }

  /**
   * True where the line reads like a paragraph: long, and closed by a full stop if that is asked.
   */
  isParagraph(closed: boolean): boolean {
    return (
      this.#full || (this.#end - this.#start >= 60 && (!closed || CLOSING.includes(this.#last)))
    );
  }

  get kept(): Pieces | undefined {
    return this.#full ? undefined : this.pieces;
  }

  add(node: Text): void {
    const { length } = node;
    if (!length || !this.#grow(length)) return;
    const { data } = node;
    const end = data.trimEnd().length;
    if (end) {
      if (this.#start < 0) this.#start = this.#units + length - data.trimStart().length;
      this.#end = this.#units + end;
      this.#last = data[end - 1]!;
    }
    this.#units += length;
    this.pieces.push(node);
  }

  /** Appends another line after a break. */
  join(line: Line): void {
    if (line.#full) this.#fill();
    if (!this.#grow(line.#units + 1, line.pieces.length + 1)) return;
    this.pieces.push(null);
    for (const piece of line.pieces) this.pieces.push(piece);
    this.#end = this.#units + 1 + line.#end;
    this.#last = line.#last;
    this.#units += line.#units + 1;
  }

  #grow(units: number, nodes = 1): boolean {
    if (this.#units + units > MAX_LENGTH || this.pieces.length + nodes > MAX_NODES) this.#fill();
    return !this.#full;
  }

  #fill(): void {
    this.#full = true;
    this.pieces = [];
  }
}

/** The text between two blocks, parted into paragraphs at the breaks that end one. */
class Run {
  /** Paragraphs that are complete. */
  readonly done: Pieces[] = [];
  /** True once a second paragraph was found. */
  several = false;
  #any = false;
  #line = new Line();
  /** The lines before, joined to one paragraph so far. */
  #before: Line | undefined;
  #breaks = 0;

  /** True once text stands in the current line. */
  get isOpen(): boolean {
    return this.#line.hasText;
  }

  addText(node: Text): void {
    const blank = node.length <= MAX_LENGTH && !node.data.trim();
    // Two breaks with nothing but space between them are an empty line.
    if (this.#breaks > 1 && !blank) this.end();
    if (!blank) this.#breaks = 0;
    this.#line.add(node);
  }

  addBreak(): void {
    this.#breaks++;
    if (this.#breaks === 1) this.#endLine();
  }

  end(): void {
    this.#endLine();
    this.#close();
  }

  /** A single `<br>` ends a paragraph only where both sides read like one. */
  #endLine(): void {
    const line = this.#line;
    this.#line = new Line();
    if (!line.hasText) return;
    if (this.#before && !(this.#before.isParagraph(true) && line.isParagraph(false)))
      this.#before.join(line);
    else {
      this.#close();
      this.#before = line;
    }
  }

  #close(): void {
    if (!this.#before) return;
    this.several = this.#any;
    this.#any = true;
    const pieces = this.#before.kept;
    if (pieces) this.done.push(pieces);
    this.#before = undefined;
  }
}
