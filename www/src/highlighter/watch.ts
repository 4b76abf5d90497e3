/**
 * Living pages: late text, edited paragraphs, endless scrolling, routes. Only observers and events; an idle page calls
 * nothing here. The observer passes its records on at once; `partsOf` sorts them out later, in slices.
 */
import { contains, isConnected, isElement, isText, parentOf, tagOf } from "../dom/element.js";
import { bare, doc } from "../dom/native.js";
import { Walker } from "../dom/walker.js";
import { type Article, Inlines, type Rules } from "../finder/index.js";

export interface Changes {
  /** The article may be another one now. */
  whole(): void;
  /** Nodes came, went, or changed their text. */
  changed(records: readonly MutationRecord[]): void;
  /** Nothing to read, but things may have moved. */
  moved(): void;
}

export function watchPage(article: Pick<Article, "roots">, changes: Changes, signal: AbortSignal): void {
  const observer = new MutationObserver((records) => changes.changed(records));
  observer.observe(document, bare({ childList: true, characterData: true, subtree: true }));
  signal.addEventListener("abort", () => observer.disconnect());

  // Routers that only switch the visibility of what is there mutate no child.
  const { navigation } = globalThis as { navigation?: EventTarget };
  navigation?.addEventListener("navigatesuccess", () => changes.whole(), bare({ signal }));
  addEventListener("popstate", () => changes.whole(), bare({ signal }));
  addEventListener("pageshow", (event) => event.persisted && changes.moved(), bare({ signal }));
  for (const type of ["transitionend", "toggle"]) {
    doc.addEventListener(type, () => changes.moved(), bare({ signal, capture: true, passive: true }));
  }
  // A scroller around the article moves its paragraphs without any change of size.
  const scrolled = ({ target }: Event) => {
    if (target instanceof Element && article.roots.some((root) => contains(target, root))) changes.moved();
  };
  doc.addEventListener("scroll", scrolled, bare({ signal, capture: true, passive: true }));
}

/** What changed on the page, as far as a reader of the article cares. */
export interface Parts {
  /** Elements inside the article to read again, none inside another. */
  readonly parts: ReadonlySet<Element>;
  /** Some of its blocks were removed; there is nothing to read for that. */
  readonly gone: boolean;
  /** UTF-16 code units of text that came outside it. */
  readonly grown: number;
}

/** Text that must have come outside the known article before the whole page is worth another look; in characters. */
export const ENOUGH = 200;

/** Nodes of an added subtree that are visited to see how much text came with it. */
const MOST_NODES = 500;

/** Sorts out what changed. Every `yield` is a place to pause. */
export function* partsOf(
  records: Iterable<readonly MutationRecord[]>,
  roots: ReadonlySet<Element>,
  rules: Rules,
): Generator<unknown, Parts> {
  const changed = new Set<Element>();
  const inlines = new Inlines(rules);
  const inside = new Map<Element, boolean>();
  let grown = 0;
  let gone = false;
  for (const list of records) {
    for (const record of list) {
      yield;
      const block = yield* blockOf(record.target, inlines);
      if (!block) continue;
      if (isWithin(block, roots, inside)) {
        yield* addParts(record, block, changed, inlines, rules);
        gone ||= record.removedNodes.length > 0;
      } else if (record.type === "characterData") grown += textBelow(record.target);
      else {
        for (const node of each(record.addedNodes)) {
          grown += textBelow(node);
          yield;
        }
      }
    }
  }
  const parts = new Set<Element>();
  const covered = new Map<Element, boolean>();
  for (const element of changed) {
    yield;
    const parent = parentOf(element);
    if (isConnected(element) && !(parent && isWithin(parent, changed, covered))) parts.add(element);
  }
  return { parts, gone, grown };
}

/** New blocks are read by themselves; any other change makes the block it happened in be read again. */
function* addParts(
  record: MutationRecord,
  block: Element,
  changed: Set<Element>,
  inlines: Inlines,
  rules: Rules,
): Generator<unknown, void> {
  if (record.type === "characterData") {
    changed.add(block);
    return;
  }
  for (const node of each(record.addedNodes)) {
    yield;
    changed.add((yield* isBlock(node, inlines)) ? (node as Element) : block);
  }
  for (const node of each(record.removedNodes)) {
    yield;
    if (!(yield* isBlock(node, inlines))) changed.add(block);
  }
  // A block that went may have stood between two lines that are one now.
  const { previousSibling: before, nextSibling: after } = record;
  if (before && after && !record.addedNodes.length && isLine(before, rules) && isLine(after, rules)) {
    changed.add(record.target as Element);
  }
}

function* isBlock(node: Node, inlines: Inlines): Generator<unknown, boolean> {
  return isElement(node) && tagOf(node) !== "BR" && !(yield* inlines.has(node));
}

/** Text that shows, or an element that may flow within a line. */
function isLine(node: Node, rules: Rules): boolean {
  if (isText(node)) return node.length > ENOUGH || node.data.trim() !== "";
  return isElement(node) && rules.isInline(node) !== false;
}

/** UTF-16 code units of text that an added node brings; nodes after the first few hundred are taken for enough. */
function textBelow(top: Node): number {
  if (!isElement(top)) return isText(top) ? top.length : 0;
  const walker = new Walker(top);
  let length = 0;
  let node: Node | undefined = top;
  for (let i = 0; node; i++) {
    if (i === MOST_NODES) return ENOUGH;
    if (isText(node)) length += node.length;
    node = walker.next(!(isElement(node) && /^(SCRIPT|STYLE|LINK|META)$/.test(tagOf(node))));
  }
  return length;
}

function* each(nodes: NodeList): Generator<Node> {
  for (let i = 0; i < nodes.length; i++) yield nodes[i]!;
}

function* blockOf(node: Node, inlines: Inlines): Generator<unknown, Element | undefined> {
  let at = isElement(node) ? node : parentOf(node);
  while (at && parentOf(at) && tagOf(at) !== "BODY" && (yield* inlines.has(at))) at = parentOf(at);
  return at ?? undefined;
}

/** True where the element or one that it is in is among `those`; `known` keeps every answer. */
function isWithin(element: Element, those: ReadonlySet<Element>, known: Map<Element, boolean>): boolean {
  const path: Element[] = [];
  let answer: boolean | undefined;
  for (let up: Element | null = element; up && answer === undefined; up = parentOf(up)) {
    answer = those.has(up) || known.get(up);
    path.push(up);
  }
  for (const one of path) known.set(one, answer ?? false);
  return answer ?? false;
}
