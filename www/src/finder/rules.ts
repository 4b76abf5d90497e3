/** The names, ready to be held against a page: what an element is to a reader of text. */
import { tagOf } from "./dom.js";
import type { Names } from "./names.js";

/** What a name says of an element: never the article, or beside it. */
export type Role = "never" | "beside" | undefined;

export class Rules {
  readonly names: Names;
  readonly #read = new Map<keyof Names, RegExp>();

  constructor(names: Names) {
    this.names = names;
  }

  /** Whether one of the names of that kind fits. */
  fits(kind: keyof Names, text: string): boolean {
    let pattern = this.#read.get(kind);
    if (!pattern) {
      pattern = new RegExp(this.names[kind], "i");
      this.#read.set(kind, pattern);
    }
    return pattern.test(text);
  }

  /** What an element's tag, class, id, type, and the name of a custom element say of it. */
  roleOf(element: Element): Role {
    const tag = tagOf(element);
    // An article's own header holds its lead; only the site's stands beside it.
    if (tag === "HEADER" && element.closest("article,main")) return undefined;
    if (tag === "FOOTER") return "never";
    if (this.fits("aside", tag)) return "beside";
    const own = element.localName.includes("-") ? element.localName : "";
    const names =
      `${own} ${element.getAttribute("class") ?? ""} ${element.id} ${element.getAttribute("type") ?? ""}`
        .split(/\s+/)
        .filter((name) => name && !this.fits("state", name))
        .join(" ")
        .replace(/([a-z])([A-Z])/g, "$1-$2");
    if (!names) return undefined;
    return this.fits("never", names) ? "never" : this.fits("beside", names) ? "beside" : undefined;
  }

  /** True for an element whose text no reader of the article reads: code, controls, navigation, hidden, editable. */
  isUnread(element: Element): boolean {
    const { hidden, isContentEditable } = element as HTMLElement;
    return (
      this.fits("unread", element.nodeName) ||
      element.hasAttribute("data-themelight-ignore") ||
      element.getAttribute("aria-hidden") === "true" ||
      !!hidden ||
      isContentEditable ||
      this.fits("roles", element.getAttribute("role") ?? "")
    );
  }

  /**
   * True for an element that flows within a line. Old pages put paragraphs inside `<span>` and `<font>`, and scripts
   * style spans as blocks, so the tag alone does not decide.
   */
  isInline(element: Element): boolean {
    const { nodeName, firstElementChild, children } = element;
    if (!this.fits("inline", nodeName)) {
      // Only elements with no meaning of their own are worth the look at their style.
      return nodeName.includes("-") && getComputedStyle(element).display.startsWith("inline");
    }
    if (!firstElementChild) return tagOf(element) !== "SPAN" || !isStyledAsBlock(element);
    for (const child of children) {
      if (tagOf(child) !== "BR" && !this.fits("unread", child.nodeName) && !this.isInline(child))
        return false;
    }
    return true;
  }
}

/** A drop cap is a block to the browser, since it floats. */
function isStyledAsBlock(element: Element): boolean {
  const { display, float } = getComputedStyle(element);
  return float === "none" && /^(block|flex|grid)$/.test(display);
}
