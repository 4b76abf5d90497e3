/** The one attribute a tagged block gets: `data-themelight="training staffing"`. */
import { attributeOf, hasAttribute, removeAttribute, setAttribute } from "../dom/element.js";
import type { Shown } from "./view.js";

const NAME = "data-themelight";
/** Set where the label must be spoken after the text, because the site's style uses the place before it. */
const AFTER = "data-themelight-after";
/** On very long pages the label is an attribute: thousands of generated boxes would be laid out again and again. */
const SPOKEN = "aria-description";

interface Block {
  /** What the page had before us, to the letter. */
  readonly before: string | null;
  now: string;
  /** The name of the other attribute that is ours. */
  added?: string;
}

export class Attributes {
  readonly #blocks = new Map<Element, Block>();

  /** Writes the themes of many blocks: all reading first, then all writing. */
  write(themes: ReadonlyMap<Element, readonly Shown[]>, long: boolean): void {
    const taken = new Set<Element>();
    for (const [element, shown] of themes) {
      if (!shown.length || this.#blocks.has(element) || long) continue;
      if (getComputedStyle(element, "::before").content !== "none") taken.add(element);
    }
    for (const [element, shown] of themes) {
      const looks = [...new Set(shown.map(({ look }) => look))];
      const now = looks.map(({ theme }) => theme.id).join(" ");
      const block: Block = this.#blocks.get(element) ?? { before: attributeOf(element, NAME), now: "" };
      if (block.now === now) continue;
      if (!now) {
        this.#restore(element, block);
        continue;
      }
      block.now = now;
      this.#blocks.set(element, block);
      setAttribute(element, NAME, now);
      if (taken.has(element)) add(block, element, AFTER, "");
      else if (long) add(block, element, SPOKEN, looks.map(({ name }) => name).join(". "));
    }
  }

  clear(): void {
    for (const [element, block] of this.#blocks) this.#restore(element, block);
  }

  #restore(element: Element, { before, added }: Block): void {
    this.#blocks.delete(element);
    if (added) removeAttribute(element, added);
    if (before === null) removeAttribute(element, NAME);
    else setAttribute(element, NAME, before);
  }
}

/** Adds an attribute, unless the site has one of that name. */
function add(block: Block, element: Element, name: string, value: string): void {
  if (hasAttribute(element, name) && block.added !== name) return;
  setAttribute(element, name, value);
  block.added = name;
}
