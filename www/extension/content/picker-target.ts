/** The element that the picker would take, and the paragraphs that the finder reads in it. */
import { SETTINGS, withDefaults } from "../../src/api/settings.js";
import { inSlices } from "../../src/dom/scheduling.js";
import { HEURISTICS } from "../../src/finder/heuristics.js";
import { findArticle, type Passage, Rules } from "../../src/finder/index.js";

/** Fewer paragraphs are not an article yet: the text around them is taken too. */
const MIN_PARAGRAPHS = 2;

export class PickerTarget {
  readonly #signal: AbortSignal;
  readonly #found = new WeakMap<Element, readonly Passage[]>();
  /** From the narrowest element to the current one; “narrower” removes the last. */
  #path: readonly Element[] = [];

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  get element(): Element | undefined {
    return this.#path.at(-1);
  }

  /** Returns the paragraphs of the current element. Reads in slices, so that the page responds. */
  async passages(): Promise<readonly Passage[]> {
    const { element } = this;
    return element ? this.#passagesIn(element) : [];
  }

  /** Takes an element and, around a single paragraph, the text that it is part of. */
  async pointAt(element: Element): Promise<void> {
    this.#path = [element];
    while ((await this.passages()).length < MIN_PARAGRAPHS && this.wider());
    const { length } = await this.passages();
    if (length >= MIN_PARAGRAPHS) return;
    // The whole page has no more: takes the narrowest element with as much.
    this.#path = [element];
    while ((await this.passages()).length < length && this.wider());
  }

  /** Returns false at the body. */
  wider(): boolean {
    const { element } = this;
    const parent = element?.parentElement;
    if (!parent || element === document.body || parent === document.documentElement) return false;
    this.#path = [...this.#path, parent];
    return true;
  }

  narrower(): void {
    if (this.#path.length > 1) this.#path = this.#path.slice(0, -1);
    else {
      const child = this.element?.firstElementChild;
      if (child) this.#path = [child];
    }
  }

  /** Goes to the next or the previous element beside the current one. */
  beside(by: 1 | -1): void {
    const { element } = this;
    const other = by > 0 ? element?.nextElementSibling : element?.previousElementSibling;
    if (other) this.#path = [other];
  }

  async #passagesIn(element: Element): Promise<readonly Passage[]> {
    const known = this.#found.get(element);
    if (known) return known;
    const options = withDefaults(SETTINGS, { root: [element] });
    const finding = findArticle(document, { ...options, rules: new Rules(HEURISTICS) });
    const { passages } = await inSlices(finding, this.#signal);
    this.#found.set(element, passages);
    return passages;
  }
}
