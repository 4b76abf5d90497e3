import { removeAttribute, setAttribute } from "../../dom/element.js";
import type { Passage } from "../../finder/index.js";
import { registry } from "./highlights.js";
import { FADED } from "./styles.js";

const NAME = "themelight-faded";

/**
 * Fades paragraphs in and near the view. A rule for all elements would make the browser style every
 * element of a long page again, and ranges everywhere would have it paint all text again.
 */
export class Fading {
  #highlight: Highlight | undefined;
  #ranges = new Map<Passage, Range>();
  #blocks = new Set<Element>();
  #captions = new Map<Element, Range>();

  /** Removes the highlight when `signal` is aborted. */
  constructor(signal: AbortSignal) {
    const highlights = registry();
    if (!highlights) return;
    this.#highlight = new Highlight();
    // Over the cues, so that their colours fade with the text.
    this.#highlight.priority = 1;
    highlights.set(NAME, this.#highlight);
    signal.addEventListener("abort", () => registry()?.delete(NAME));
  }

  /** Restores the attributes. */
  clear(): void {
    this.show([]);
    this.showCaptions([]);
  }

  /** True where `show` would change anything. */
  differs(passages: readonly Passage[]): boolean {
    return (
      passages.length !== this.#ranges.size ||
      passages.some((passage) => !this.#ranges.has(passage))
    );
  }

  /** Fades the text of these elements, which hold faded pictures. */
  showCaptions(elements: readonly Element[]): void {
    // Also when the marks are removed from a page that broke the iterators.
    if (!this.#captions.size && !elements.length) return;
    for (const [element, range] of this.#captions) {
      this.#highlight?.delete(range);
      removeAttribute(element, FADED);
    }
    this.#captions.clear();
    if (!this.#highlight) return;
    for (const element of elements) {
      const range = new Range();
      range.selectNodeContents(element);
      this.#highlight.add(range);
      setAttribute(element, FADED, "");
      this.#captions.set(element, range);
    }
  }

  /** Fades these paragraphs and no others. */
  show(passages: readonly Passage[]): void {
    const highlight = this.#highlight;
    if (!highlight || !this.differs(passages)) return;
    const before = this.#ranges;
    const blocks = new Set<Element>();
    this.#ranges = new Map();
    for (const passage of passages) {
      if (!passage.connected) continue;
      const range = before.get(passage) ?? passage.range;
      this.#ranges.set(passage, range);
      blocks.add(passage.element);
      if (!before.delete(passage)) highlight.add(range);
      if (!this.#blocks.delete(passage.element)) setAttribute(passage.element, FADED, "");
    }
    for (const range of before.values()) highlight.delete(range);
    for (const block of this.#blocks) if (!blocks.has(block)) removeAttribute(block, FADED);
    this.#blocks = blocks;
  }
}
