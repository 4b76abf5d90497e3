import { firstChildOf, nextSiblingOf, parentOf } from "./element.js";

/**
 * Visits what is below an element or shadow root in document order; unlike a TreeWalker, it can
 * leave a subtree out.
 */
export class Walker {
  /** Levels below the top. */
  depth = 0;
  readonly #top: Node;
  #at: Node;

  constructor(top: Node) {
    this.#top = top;
    this.#at = top;
  }

  next(inside = true): Node | undefined {
    const below = inside ? firstChildOf(this.#at) : null;
    if (below) {
      this.#at = below;
      this.depth++;
      return below;
    }
    for (let up: Node | null = this.#at; up && up !== this.#top; up = parentOf(up), this.depth--) {
      const beside = nextSiblingOf(up);
      if (beside) {
        this.#at = beside;
        return beside;
      }
    }
    return undefined;
  }
}
