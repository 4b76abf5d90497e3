import { removeAttribute, setAttribute } from "../../dom/element.js";
import type { Passage } from "../../finder/index.js";
import { registry } from "./highlights.js";
import { FADED } from "./styles.js";

const NAME = "themelight-faded";

type Faded = readonly [Element, Range];

/**
 * Fades paragraphs in and near the view. A rule for all elements would make the browser style every
 * element of a long page again, and ranges everywhere would have it paint all text again.
 */
export class Fading {
  #highlight: Highlight | undefined;
  readonly #passages = new Map<Passage, Faded>();
  readonly #captions = new Map<Element, Faded>();

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
      passages.length !== this.#passages.size ||
      passages.some((passage) => !this.#passages.has(passage))
    );
  }

  /** Fades the text of these elements, which hold faded pictures. */
  showCaptions(elements: readonly Element[]): void {
    // Also when the marks are removed from a page that broke the iterators.
    if (!this.#captions.size && !elements.length) return;
    this.#remove(this.#captions);
    for (const element of elements) {
      const range = new Range();
      range.selectNodeContents(element);
      this.#captions.set(element, this.#faded(element, range));
    }
  }

  /** Fades these paragraphs and no others. */
  show(passages: readonly Passage[]): void {
    if (!this.#highlight || !this.differs(passages)) return;
    this.#remove(this.#passages);
    for (const passage of passages) {
      if (!passage.connected) continue;
      this.#passages.set(passage, this.#faded(passage.element, passage.range));
    }
  }

  #faded(element: Element, range: Range): Faded {
    this.#highlight?.add(range);
    setAttribute(element, FADED, "");
    return [element, range];
  }

  #remove(all: Map<unknown, Faded>): void {
    for (const [element, range] of all.values()) {
      this.#highlight?.delete(range);
      removeAttribute(element, FADED);
    }
    all.clear();
  }
}
