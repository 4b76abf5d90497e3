/**
 * Watches pages that change: late text, edited paragraphs, endless scrolling, routes. Uses observers
 * and events only, so an idle page costs nothing. `Pending` sorts the records as they come; `partsOf`
 * processes those of the article later, in slices.
 */
import {
  contains,
  firstElementOf,
  isConnected,
  isElement,
  isText,
  isWithin,
  nextElementOf,
  parentOf,
  tagOf,
} from "../../dom/element.js";
import { bare, doc } from "../../dom/native.js";
import { Inlines, lengthIn, MUCH_TEXT, type Rules } from "../../finder/index.js";
import { addNodes, type Pending } from "./pending.js";

/** After these, text may be elsewhere, or shown, or under a dialog. */
const EVENTS = [
  ...["transitionend", "animationend", "toggle", "close", "change", "load", "click"],
  "fullscreenchange",
];

/** Elements at the body that may show dialogs; the others are not watched for it. */
const MOST_SHOWN = 100;

export interface Changes {
  /** The page may show another article. */
  navigated(): void;
  /** Nodes were added or removed, or their text changed. */
  changed(records: readonly MutationRecord[]): void;
  /** Paragraphs may have moved, shown or been covered; their text is the same. */
  moved(): void;
}

export function watchPage(
  roots: () => readonly Element[],
  changes: Changes,
  signal: AbortSignal,
): void {
  const observer = new MutationObserver((records) => changes.changed(records));
  observer.observe(document, bare({ childList: true, characterData: true, subtree: true }));
  // Dialogs and banners come and go near the body.
  const shown = new MutationObserver(() => changes.moved());
  let at: Element | null = doc.body;
  for (let i = 0; at && i < MOST_SHOWN; i++) {
    shown.observe(at, bare({ childList: true, attributeFilter: ["class", "hidden", "open"] }));
    at = i ? nextElementOf(at) : firstElementOf(at);
  }
  signal.addEventListener("abort", () => {
    observer.disconnect();
    shown.disconnect();
  });

  const options = bare({ signal, capture: true, passive: true });
  // A router that only switches visibility mutates no node.
  const { navigation } = globalThis as { navigation?: EventTarget };
  navigation?.addEventListener("navigatesuccess", () => changes.navigated(), options);
  addEventListener("popstate", () => changes.navigated(), options);
  addEventListener("pageshow", (event) => event.persisted && changes.moved(), options);
  for (const type of EVENTS) {
    doc.addEventListener(type, () => changes.moved(), options);
  }
  // Scrolling an element around the article changes no size.
  const scrolled = ({ target }: Event) => {
    if (target instanceof Element && roots().some((root) => contains(target, root)))
      changes.moved();
  };
  doc.addEventListener("scroll", scrolled, options);
}

/** The changes that concern the article. */
export interface Parts {
  /** Elements in the article to read again; none contains another. */
  readonly parts: ReadonlySet<Element>;
  /** Blocks of the article were removed. */
  readonly gone: boolean;
  /** UTF-16 code units of text that was added outside it and is still there, at least. */
  readonly grown: number;
}

/**
 * Finds what changed. Each `yield` is a place to pause.
 *
 * @param counted nodes outside the article that were counted before, with the UTF-16 code units of
 *   their text; those that are gone are dropped, new ones are added
 * @param limit after so much text outside the article no more is counted
 */
export function* partsOf(
  { records, added, grown }: Pick<Pending, "records" | "added" | "grown">,
  roots: ReadonlySet<Element>,
  rules: Rules,
  counted: Map<Node, number>,
  limit: number,
): Generator<unknown, Parts> {
  const changed = new Set<Element>();
  const inlines = new Inlines(rules);
  const inside = new WeakMap<Element, boolean>();
  let gone = false;
  for (const record of records) {
    yield;
    const block = yield* blockOf(record.target, inlines);
    if (!block) continue;
    if (isWithin(block, roots, inside)) {
      yield* addParts(record, block, changed, inlines, rules);
      gone ||= record.removedNodes.length > 0;
    } else addNodes(record, added);
  }
  // What a page puts into a box and takes out again does not make it longer.
  for (const [node, length] of counted) {
    yield;
    if (isConnected(node) && !added.has(node)) grown += length;
    else counted.delete(node);
  }
  for (const node of added) {
    if (grown >= limit) break;
    yield;
    const length = isConnected(node) ? lengthIn(node) : 0;
    if (length) counted.set(node, length);
    grown += length;
  }
  const parts = new Set<Element>();
  const covered = new WeakMap<Element, boolean>();
  for (const element of changed) {
    yield;
    const parent = parentOf(element);
    if (isConnected(element) && !(parent && isWithin(parent, changed, covered))) parts.add(element);
  }
  return { parts, gone, grown };
}

/** Adds new blocks; for any other change, the block in which it happened. */
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
  // Removing a block may join the two lines around it.
  const { previousSibling: before, nextSibling: after } = record;
  if (
    before &&
    after &&
    !record.addedNodes.length &&
    isLine(before, rules) &&
    isLine(after, rules)
  ) {
    changed.add(record.target as Element);
  }
}

function* isBlock(node: Node, inlines: Inlines): Generator<unknown, boolean> {
  return isElement(node) && tagOf(node) !== "BR" && !(yield* inlines.has(node));
}

/** True for visible text, and for elements that may flow within a line. */
function isLine(node: Node, rules: Rules): boolean {
  if (isText(node)) return node.length > MUCH_TEXT || node.data.trim() !== "";
  return isElement(node) && rules.isInline(node) !== false;
}

function* each(nodes: NodeList): Generator<Node> {
  for (let i = 0; i < nodes.length; i++) yield nodes[i]!;
}

function* blockOf(node: Node, inlines: Inlines): Generator<unknown, Element | undefined> {
  let at = isElement(node) ? node : parentOf(node);
  while (at && parentOf(at) && tagOf(at) !== "BODY" && (yield* inlines.has(at))) at = parentOf(at);
  return at ?? undefined;
}
