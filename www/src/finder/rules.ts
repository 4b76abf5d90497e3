/** The names, ready to be held against a page: what an element is to a reader of text. */
import { attributeOf, closest, firstElementOf, hasAttribute, localNameOf, tagOf } from "../dom/element.js";
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
    if (tag === "HEADER" && closest(element, "article,main")) return undefined;
    if (tag === "FOOTER") return "never";
    if (this.fits("aside", tag)) return "beside";
    const own = localNameOf(element);
    const names =
      `${own.includes("-") ? head(own) : ""} ${read(element, "class")} ${read(element, "id")} ${read(element, "type")}`
        .split(/\s+/)
        .filter((name) => name && !this.fits("state", name))
        .join(" ")
        .replace(/([a-z])([A-Z])/g, "$1-$2");
    if (!names) return undefined;
    return this.fits("never", names) ? "never" : this.fits("beside", names) ? "beside" : undefined;
  }

  /** True for an element whose text no reader of the article reads: code, controls, navigation, hidden, editable. */
  isUnread(element: Element): boolean {
    return (
      this.fits("unread", tagOf(element)) ||
      hasAttribute(element, "data-themelight-ignore") ||
      attributeOf(element, "aria-hidden") === "true" ||
      hasAttribute(element, "hidden") ||
      isEditable(element) ||
      this.fits("roles", read(element, "role"))
    );
  }

  /**
   * True for an element that flows within a line, undefined where it does unless a block stands in it.
   * Old pages put paragraphs inside `<span>` and `<font>`, and scripts style spans as blocks, so the
   * tag alone does not decide.
   */
  isInline(element: Element): boolean | undefined {
    const tag = tagOf(element);
    if (!this.fits("inline", tag)) {
      // Only elements with no meaning of their own are worth the look at their style.
      return tag.includes("-") && getComputedStyle(element).display.startsWith("inline");
    }
    if (firstElementOf(element)) return undefined;
    return tag !== "SPAN" || !isStyledAsBlock(element);
  }
}

/** Characters of an attribute that are read: longer class names than this name nothing. */
const READ = 1000;
const head = (text: string): string => text.slice(0, READ);
const read = (element: Element, name: string): string => head(attributeOf(element, name) ?? "");

/** The element makes what is in it editable; the walk leaves the whole subtree out. */
function isEditable(element: Element): boolean {
  const value = attributeOf(element, "contenteditable");
  return value !== null && value.toLowerCase() !== "false";
}

/** A drop cap is a block to the browser, since it floats. */
function isStyledAsBlock(element: Element): boolean {
  const { display, float } = getComputedStyle(element);
  return float === "none" && /^(block|flex|grid)$/.test(display);
}
