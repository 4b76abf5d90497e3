import { el } from "../../dom/el.js";
import { boundsOf, boxedOf, contains, localNameOf, parentOf } from "../../dom/element.js";
import { doc } from "../../dom/native.js";
import { isVast } from "../../dom/sheets.js";

/** Where points in an article are looked at: parts of its width, and of the window's height. */
const COLUMNS = [0.02, 0.5, 0.98];
const ROWS = 10;

/**
 * Keeps bars and labels over their article and under what the page shows over it, such as dialogs,
 * banners and fixed headers. The order of painting depends on many properties of many elements, so
 * the browser is asked: a probe in the layer, as large as the window, is hit where the layer is.
 */
export class Covers {
  readonly #layer: HTMLElement;
  readonly #probe = el("div", { class: "probe" });
  #covers: ReadonlySet<Element> = new Set();

  constructor(layer: HTMLElement) {
    this.#layer = layer;
    layer.append(this.#probe);
  }

  /**
   * Finds what is over an article with this paragraph in it. Not among very many elements, where
   * looking at one point can take a second. Each `yield` is a place to pause.
   */
  *find(root: Element, paragraph: Element): Generator<unknown, void> {
    if (isVast()) return;
    const covers = new Set<Element>();
    const seen = new Set<Element>();
    const { style } = this.#layer;
    const { left, width } = boundsOf(boxedOf(root));
    for (let row = 0; row <= ROWS; row++) {
      yield;
      const y = ((innerHeight - 1) * row) / ROWS;
      const { clipPath } = style;
      style.clipPath = "";
      this.#probe.style.pointerEvents = "auto";
      for (const column of COLUMNS) {
        const stack = doc.elementsFromPoint?.(left + width * column, y) ?? [];
        this.#look(stack, root, paragraph, covers, seen);
      }
      // The page is not to be drawn so.
      this.#probe.style.pointerEvents = "";
      style.clipPath = clipPath;
    }
    this.#covers = covers;
    style.clipPath = "";
    this.clip();
  }

  /** Cuts the covers out of the layer; again after each scrolling, since they do not move with it. */
  clip(): void {
    if (!this.#covers.size) return;
    const { left, top } = boundsOf(this.#layer);
    let path = "M-1e6-1e6H1e6V1e6H-1e6z";
    for (const cover of this.#covers) {
      const { x, y, width, height } = boundsOf(cover);
      path += `M${x - left} ${y - top}h${width}v${height}h${-width}z`;
    }
    this.#layer.style.clipPath = `path(evenodd,"${path}")`;
  }

  /**
   * Looks at what is painted at a point, topmost first. Adds what covers the article.
   *
   * @param seen elements that were looked at: in nested ones each would be read for all in it
   */
  #look(
    stack: readonly Element[],
    root: Element,
    paragraph: Element,
    covers: Set<Element>,
    seen: Set<Element>,
  ): void {
    let over = true;
    for (const one of stack) {
      if (localNameOf(one) === "themelight-ui") {
        over = false;
        continue;
      }
      if (contains(one, paragraph)) {
        if (over) this.#layer.style.zIndex = levelOf(paragraph);
        return;
      }
      // What takes the element out of the flow, the element or one around it, covers the article.
      // Nothing contains a paragraph that was removed after it was measured.
      let at: Element | null = one;
      while (at && !over && !seen.has(at) && !contains(at, paragraph)) {
        seen.add(at);
        const { position } = getComputedStyle(at);
        if (position === "fixed" || (/absolute|sticky/.test(position) && !contains(root, at))) {
          covers.add(at);
          break;
        }
        at = parentOf(at);
      }
    }
  }
}

/** Returns the `z-index` of the outermost element that has one, of an element and those around it. */
function levelOf(element: Element): string {
  let level = "";
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const { zIndex } = getComputedStyle(at);
    if (zIndex !== "auto") level = zIndex;
  }
  return level;
}
