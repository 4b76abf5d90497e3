import type { Tagging } from "../engine/index.js";

/** Entries and UTF-16 code units that are kept. */
const MOST_TEXTS = 5000;
const MOST_UNITS = 500_000;

/**
 * Tags by text, so that a paragraph that comes back, or moves, is not tagged again. Keeps those used
 * last: a page that goes on for ever must not fill the memory.
 */
export class Known {
  /** In the order of their last use. */
  readonly #taggings = new Map<string, Tagging>();
  #units = 0;

  get size(): number {
    return this.#taggings.size;
  }

  get(text: string): Tagging | undefined {
    const tagging = this.#taggings.get(text);
    if (tagging) {
      this.#taggings.delete(text);
      this.#taggings.set(text, tagging);
    }
    return tagging;
  }

  set(text: string, tagging: Tagging): void {
    if (!this.#taggings.delete(text)) this.#units += text.length;
    this.#taggings.set(text, tagging);
    for (const oldest of this.#taggings.keys()) {
      if (this.#taggings.size <= MOST_TEXTS && this.#units <= MOST_UNITS) return;
      this.#taggings.delete(oldest);
      this.#units -= oldest.length;
    }
  }
}
