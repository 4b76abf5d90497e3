import { lastChildOf, nearestIn, parentNodeOf, previousSiblingOf } from "../../dom/element.js";
import type { Passage } from "../../finder/index.js";

/** Paragraphs between two pauses. */
const PAUSE = 500;

/**
 * Merges `fresh`, the passages of each changed element, into `kept`, which is in document order.
 * Takes a time in proportion to what changed, but for copies of
 * `kept`. From each element it goes back, node by node, to a known text or element.
 * `compareDocumentPosition` is too slow: for two siblings, browsers visit all between them.
 *
 * @param byLast returns the passage of `kept` that ends with a text node
 */
export function* merge(
  kept: readonly Passage[],
  fresh: ReadonlyMap<Element, readonly Passage[]>,
  roots: ReadonlySet<Element>,
  byLast: (node: Node) => Passage | undefined,
): Generator<unknown, Merged> {
  const isKnown = (node: Node) =>
    byLast(node) !== undefined || fresh.has(node as Element) || roots.has(node as Element);
  /** Known node → the changed element that follows it, with no known node between them. */
  const next = new Map<Node, Element>();
  for (const element of fresh.keys()) {
    if (roots.has(element)) continue;
    let before: Node | null = element;
    do {
      before = previousOf(before, isKnown);
      yield;
    } while (before && !isKnown(before));
    if (before) next.set(before, element);
  }
  const insertions: Insertion[] = [];
  yield* atRoots(kept, fresh, next, roots, insertions);
  yield* afterPassages(kept, fresh, next, byLast, insertions);
  // Stable: what begins a root comes before what follows its first passages.
  insertions.sort((a, b) => a.index - b.index);
  const added: Passage[] = [];
  for (const { passages } of insertions) for (const passage of passages) added.push(passage);
  return { passages: yield* inserted(kept, insertions), added };
}

/** All passages, and those that were added, in document order. */
interface Merged {
  readonly passages: readonly Passage[];
  readonly added: readonly Passage[];
}

function* inserted(
  kept: readonly Passage[],
  insertions: readonly Insertion[],
): Generator<unknown, readonly Passage[]> {
  if (!insertions.length) return kept;
  const merged: Passage[] = [];
  let from = 0;
  for (const { index, passages } of [...insertions, { index: kept.length, passages: [] }]) {
    for (; from < index; from++) {
      if (from % PAUSE === 0) yield;
      merged.push(kept[from]!);
    }
    for (const passage of passages) merged.push(passage);
    yield;
  }
  return merged;
}

/** Passages that come before the one with this index. */
interface Insertion {
  readonly index: number;
  readonly passages: readonly Passage[];
}

function* atRoots(
  kept: readonly Passage[],
  fresh: ReadonlyMap<Element, readonly Passage[]>,
  next: ReadonlyMap<Node, Element>,
  roots: ReadonlySet<Element>,
  insertions: Insertion[],
): Generator<unknown, void> {
  const order = new Map<Element, number>();
  for (const root of roots) order.set(root, order.size);
  for (const [root, position] of order) {
    yield;
    const own = fresh.get(root);
    if (!own && !next.has(root)) continue;
    const passages = [...(own ?? []), ...chain(root, fresh, next)];
    let low = 0;
    for (let high = kept.length; low < high; ) {
      const middle = (low + high) >> 1;
      const its = nearestIn(roots, kept[middle]!.element);
      if (its && order.get(its)! < position) low = middle + 1;
      else high = middle;
    }
    insertions.push({ index: low, passages });
  }
}

function* afterPassages(
  kept: readonly Passage[],
  fresh: ReadonlyMap<Element, readonly Passage[]>,
  next: ReadonlyMap<Node, Element>,
  byLast: (node: Node) => Passage | undefined,
  insertions: Insertion[],
): Generator<unknown, void> {
  const before = new Set<Passage>();
  for (const node of next.keys()) {
    const passage = byLast(node);
    if (passage) before.add(passage);
  }
  // From the end, where most text is added.
  for (let i = kept.length - 1; i >= 0 && before.size; i--) {
    if (i % PAUSE === 0) yield;
    const passage = kept[i]!;
    if (!before.delete(passage)) continue;
    insertions.push({ index: i + 1, passages: [...chain(passage.lastNode, fresh, next)] });
  }
}

/** Yields the passages of the changed elements that follow a known node, one after the other. */
function* chain(
  node: Node,
  fresh: ReadonlyMap<Element, readonly Passage[]>,
  next: ReadonlyMap<Node, Element>,
): Generator<Passage, void> {
  for (let element = next.get(node); element; element = next.get(element)) {
    yield* fresh.get(element)!;
  }
}

/** Returns the node before this one in document order, without entering known nodes. */
function previousOf(node: Node, isKnown: (node: Node) => boolean): Node | null {
  let at: Node | null = previousSiblingOf(node);
  if (!at) return parentNodeOf(node);
  while (!isKnown(at)) {
    const last: Node | null = lastChildOf(at);
    if (!last) break;
    at = last;
  }
  return at;
}
