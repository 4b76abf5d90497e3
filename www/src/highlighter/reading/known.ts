import type { Tagging } from "../../engine/index.js";

/** The limits of the cache: entries, and UTF-16 code units of their texts. */
const MAX_TEXTS = 5000;
const MAX_UNITS = 500_000;
/** The share of them that stays when the cache is full. */
const KEPT = 0.8;

/**
 * A cache of results by text: a paragraph that moves or returns is not tagged again. Drops the
 * least
 * recently used, so that endless pages do not fill the memory.
 */
export class Known {
  /** In order of their last use. */
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
    if (this.#taggings.size <= MAX_TEXTS && this.#units <= MAX_UNITS) return;
    // Many at a time: the iterator visits the places of all that were dropped before.
    for (const oldest of this.#taggings.keys()) {
      if (this.#taggings.size <= MAX_TEXTS * KEPT && this.#units <= MAX_UNITS * KEPT) return;
      this.#taggings.delete(oldest);
      this.#units -= oldest.length;
    }
  }
}
