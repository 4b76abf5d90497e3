import { attributeOf, hasAttribute, removeAttribute, setAttribute } from "../../dom/element.js";
import type { ThemeScore } from "../view.js";

/** The themes of a block: `data-themelight="training staffing"`. */
const NAME = "data-themelight";
/** The label for screen readers is after the text, since the site's style uses `::before`. */
const AFTER = "data-themelight-after";
/**
 * The label on long pages, where thousands of generated boxes would be laid out again and again.
 */
const SPOKEN = "aria-description";

interface Block {
  /** The value that the page gave the attribute. */
  readonly before: string | null;
  now: string;
  /** The name of the second attribute that we added. */
  added?: string;
}

/** Writes the attributes of blocks, and restores those of the page. */
export class Attributes {
  readonly #blocks = new Map<Element, Block>();

  /**
   * Returns a function that writes the themes of a block; undefined if it has them. Reads now what
   * would compute styles again between the writes.
   */
  change(element: Element, found: readonly ThemeScore[], long: boolean): (() => void) | undefined {
    const styles = [...new Set(found.map(({ theme }) => theme))];
    const now = styles.map(({ id }) => id).join(" ");
    const known = this.#blocks.get(element);
    const block: Block = known ?? { before: attributeOf(element, NAME), now: "" };
    // `themelight annotate` may have written the attribute into the page.
    const present = known ? block.now : (block.before ?? "");
    if (present === now && (known || !now)) return undefined;
    if (!now) return () => this.#remove(element, block);
    const taken = !known && !long && getComputedStyle(element, "::before").content !== "none";
    return () => {
      block.now = now;
      this.#blocks.set(element, block);
      setAttribute(element, NAME, now);
      if (taken) add(block, element, AFTER, "");
      else if (long) add(block, element, SPOKEN, styles.map(({ name }) => name).join(". "));
    };
  }

  clear(): void {
    for (const [element, block] of this.#blocks) this.#restore(element, block);
  }

  /** Removes the themes of a block; remembers what the page had. */
  #remove(element: Element, block: Block): void {
    this.#restore(element, block);
    if (block.before === null) return;
    removeAttribute(element, NAME);
    this.#blocks.set(element, { before: block.before, now: "" });
  }

  #restore(element: Element, { before, added }: Block): void {
    this.#blocks.delete(element);
    if (added) removeAttribute(element, added);
    if (before === null) removeAttribute(element, NAME);
    else setAttribute(element, NAME, before);
  }
}

/** Adds an attribute, unless the page has it. */
function add(block: Block, element: Element, name: string, value: string): void {
  if (hasAttribute(element, name) && block.added !== name) return;
  setAttribute(element, name, value);
  block.added = name;
}
