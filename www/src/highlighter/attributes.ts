/** The one attribute a tagged block gets: `data-themelight="training staffing"`. */

const NAME = "data-themelight";
/** Set where the label must be spoken after the text, because the site's style uses the place before it. */
const AFTER = "data-themelight-after";
/** On very long pages the label is an attribute: thousands of generated boxes would be laid out again and again. */
const SPOKEN = "aria-description";

export class Attributes {
  /** What the page had before us, to the letter, and what it has from us. */
  readonly #blocks = new Map<Element, { before: string | null; now: string; added: string | undefined }>();

  /** Writes the themes of many blocks: all reading first, then all writing. `speak` gives the words for long pages. */
  write(
    themes: ReadonlyMap<Element, readonly string[]>,
    speak: ((ids: readonly string[]) => string) | undefined,
  ): void {
    const taken = new Set<Element>();
    for (const [element, ids] of themes) {
      if (!ids.length || this.#blocks.has(element) || speak) continue;
      if (getComputedStyle(element, "::before").content !== "none") taken.add(element);
    }
    for (const [element, ids] of themes) {
      const now = ids.join(" ");
      const old = this.#blocks.get(element);
      if (old?.now === now) continue;
      if (!now) {
        this.#restore(element);
        continue;
      }
      const block = old ?? { before: element.getAttribute(NAME), now, added: undefined };
      block.now = now;
      this.#blocks.set(element, block);
      element.setAttribute(NAME, now);
      if (taken.has(element)) block.added = add(element, AFTER, "");
      else if (speak) block.added = add(element, SPOKEN, speak(ids), block.added);
    }
  }

  clear(): void {
    for (const element of [...this.#blocks.keys()]) this.#restore(element);
  }

  #restore(element: Element): void {
    const block = this.#blocks.get(element);
    if (!block) return;
    this.#blocks.delete(element);
    if (block.added) element.removeAttribute(block.added);
    if (block.before === null) element.removeAttribute(NAME);
    else element.setAttribute(NAME, block.before);
  }
}

/** Adds an attribute, unless the site has one of that name. Gives the name of what there is to take away again. */
function add(element: Element, name: string, value: string, ours?: string): string | undefined {
  if (element.hasAttribute(name) && ours !== name) return undefined;
  element.setAttribute(name, value);
  return name;
}
