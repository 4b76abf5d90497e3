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
  readonly #covers = new Set<Element>();

  constructor(layer: HTMLElement) {
    this.#layer = layer;
    layer.append(this.#probe);
  }

  /**
   * Finds what is over an article with this paragraph in it. Not among very many elements, where
   * looking at one point can take a second.
   */
  find(root: Element, paragraph: Element): void {
    if (isVast()) return;
    this.#covers.clear();
    this.#layer.style.clipPath = "";
    this.#probe.style.pointerEvents = "auto";
    const { left, width } = boundsOf(boxedOf(root));
    for (const column of COLUMNS) {
      for (let row = 0; row <= ROWS; row++) {
        const y = ((innerHeight - 1) * row) / ROWS;
        this.#look(doc.elementsFromPoint?.(left + width * column, y) ?? [], root, paragraph);
      }
    }
    this.#probe.style.pointerEvents = "";
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

  /** Looks at what is painted at a point, topmost first. */
  #look(stack: readonly Element[], root: Element, paragraph: Element): void {
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
      for (
        let at: Element | null = one;
        at && !over && !contains(at, paragraph);
        at = parentOf(at)
      ) {
        const { position } = getComputedStyle(at);
        if (position === "fixed" || (/absolute|sticky/.test(position) && !contains(root, at))) {
          this.#covers.add(at);
          break;
        }
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
