import { attributeOf, hasAttribute, removeAttribute, setAttribute } from "../../dom/element.js";
import type { ThemeScore } from "../view.js";

/** The themes of a block: `data-themelight="training staffing"`. */
const NAME = "data-themelight";
/** The label for screen readers is after the text, since the site's style uses `::before`. */
const AFTER = "data-themelight-after";
/** The children of the block are boxes, and the label must not be one of them. */
const BOXES = "data-themelight-boxes";
/**
 * The label on long pages, where thousands of generated boxes would be laid out again and again.
 */
const SPOKEN = "aria-description";

/** The attributes that are always ours. */
export const OURS = [NAME, AFTER, BOXES] as const;

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
    const placed = known || long ? undefined : placeOf(element);
    return () => {
      block.now = now;
      this.#blocks.set(element, block);
      setAttribute(element, NAME, now);
      if (placed) add(block, element, placed, "");
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

/** Returns the attribute that gives the label another place than before the text, in its flow. */
function placeOf(element: Element): string | undefined {
  if (getComputedStyle(element, "::before").content !== "none") return AFTER;
  return /flex|grid|box/.test(getComputedStyle(element).display) ? BOXES : undefined;
}

/** Adds an attribute, unless the page has it. */
function add(block: Block, element: Element, name: string, value: string): void {
  if (hasAttribute(element, name) && block.added !== name) return;
  setAttribute(element, name, value);
  block.added = name;
}
