import { lastChildOf, nearestIn, parentNodeOf, previousSiblingOf } from "../../dom/element.js";
import type { Passage } from "../../finder/index.js";

/**
 * Merges `fresh`, the passages of each changed element, into `kept`, which is in document order.
 * Returns all in document order. From each element it goes back, node by node, to a known text or
 * element. `compareDocumentPosition` is too slow: for two siblings, browsers visit all between
 * them.
 */
export function* merge(
  kept: readonly Passage[],
  fresh: ReadonlyMap<Element, readonly Passage[]>,
  roots: ReadonlySet<Element>,
): Generator<unknown, Passage[]> {
  const known = new Set<Node>([...roots, ...fresh.keys()]);
  const byRoot = new Map<Element, Passage[]>();
  for (const root of roots) byRoot.set(root, []);
  for (const passage of kept) {
    const root = nearestIn(roots, passage.element);
    if (root) byRoot.get(root)!.push(passage);
    known.add(passage.lastNode);
    yield;
  }
  /** Known node → the changed element that follows it, with no known node between them. */
  const next = new Map<Node, Element>();
  for (const element of fresh.keys()) {
    if (roots.has(element)) continue;
    let before: Node | null = element;
    do {
      before = previousOf(before, known);
      yield;
    } while (before && !known.has(before));
    if (before) next.set(before, element);
  }

  const merged: Passage[] = [];
  for (const root of roots) {
    yield* add(merged, fresh.get(root) ?? []);
    yield* addAfter(root);
    for (const passage of byRoot.get(root)!) {
      merged.push(passage);
      yield* addAfter(passage.lastNode);
    }
  }
  return merged;

  function* addAfter(node: Node): Generator<unknown, void> {
    for (let element = next.get(node); element; element = next.get(element)) {
      yield* add(merged, fresh.get(element)!);
    }
  }
}

function* add(merged: Passage[], passages: readonly Passage[]): Generator<unknown, void> {
  for (const passage of passages) {
    merged.push(passage);
    yield;
  }
}

/** Returns the node before this one in document order, without entering known nodes. */
function previousOf(node: Node, known: ReadonlySet<Node>): Node | null {
  let at: Node | null = previousSiblingOf(node);
  if (!at) return parentNodeOf(node);
  while (!known.has(at)) {
    const last: Node | null = lastChildOf(at);
    if (!last) break;
    at = last;
  }
  return at;
}
