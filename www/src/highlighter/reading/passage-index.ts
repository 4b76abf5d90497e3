import { isConnected, isElement } from "../../dom/element.js";
import { Walker } from "../../dom/walker.js";
import type { Passage } from "../../finder/index.js";

/** Passages between two pauses. */
const PAUSE = 500;

/** Finds the passages of the article by their nodes, without visiting the others. */
export class PassageIndex {
  readonly #byBlock = new Map<Element, Set<Passage>>();
  readonly #byLast = new Map<Node, Passage>();

  /** Indexes all passages of an article. */
  static *of(passages: readonly Passage[]): Generator<unknown, PassageIndex> {
    const index = new PassageIndex();
    for (let i = 0; i < passages.length; i++) {
      if (i % PAUSE === 0) yield;
      index.#add(passages[i]!);
    }
    return index;
  }

  replace(old: readonly Passage[], fresh: readonly Passage[]): void {
    for (const passage of old) {
      const same = this.#byBlock.get(passage.element);
      if (!same?.delete(passage)) continue;
      if (!same.size) this.#byBlock.delete(passage.element);
      this.#byLast.delete(passage.lastNode);
    }
    for (const passage of fresh) this.#add(passage);
  }

  /** Returns the passage that ends with a text node. */
  endingWith(node: Node): Passage | undefined {
    return this.#byLast.get(node);
  }

  /** Yields the passages in an element. */
  *within(top: Element): Generator<Passage | undefined, void> {
    const walker = new Walker(top);
    for (let node: Node | undefined = top; node; node = walker.next()) {
      yield;
      if (isElement(node)) yield* this.#byBlock.get(node) ?? [];
    }
  }

  /** Yields the passages whose block has left the document. */
  *gone(): Generator<Passage | undefined, void> {
    let i = 0;
    for (const [block, passages] of this.#byBlock) {
      if (i++ % PAUSE === 0) yield;
      if (!isConnected(block)) yield* passages;
    }
  }

  #add(passage: Passage): void {
    const same = this.#byBlock.get(passage.element);
    if (same) same.add(passage);
    else this.#byBlock.set(passage.element, new Set([passage]));
    this.#byLast.set(passage.lastNode, passage);
  }
}
