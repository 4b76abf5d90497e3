/** The one attribute a tagged block gets: `data-themelight="training staffing"`, strongest first. */

const NAME = "data-themelight";
/** Set where the label must be spoken after the text, because the site's style uses the place before it. */
const AFTER = "data-themelight-after";

export class Attributes {
  /** What the page had before us, to the letter. */
  #before = new Map<Element, string | null>();

  /** Writes the themes of many elements: all reading first, then all writing. */
  write(themes: ReadonlyMap<Element, readonly string[]>): void {
    const taken = new Set<Element>();
    for (const [element, ids] of themes) {
      if (
        ids.length &&
        !this.#before.has(element) &&
        getComputedStyle(element, "::before").content !== "none"
      ) {
        taken.add(element);
      }
    }
    for (const [element, ids] of themes) {
      if (!ids.length) {
        this.#restore(element);
        continue;
      }
      if (!this.#before.has(element)) this.#before.set(element, element.getAttribute(NAME));
      element.setAttribute(NAME, ids.join(" "));
      if (taken.has(element)) element.setAttribute(AFTER, "");
    }
  }

  clear(): void {
    for (const element of [...this.#before.keys()]) this.#restore(element);
  }

  #restore(element: Element): void {
    const before = this.#before.get(element);
    if (before === undefined) return;
    this.#before.delete(element);
    element.removeAttribute(AFTER);
    if (before === null) element.removeAttribute(NAME);
    else element.setAttribute(NAME, before);
  }
}
