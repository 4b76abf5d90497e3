/** Compiles the heuristics and applies them to elements of the page. */
import {
  attributeNamesOf,
  attributeOf,
  closest,
  firstElementOf,
  hasAttribute,
  localNameOf,
  parentOf,
  queryIn,
  tagOf,
} from "../dom/element.js";
import type { Heuristics } from "./heuristics.js";

/** What a name says of an element. */
export type Kind = "beside" | "never" | "comment";

/** What an element's tag and names say of it. */
export interface Naming {
  /** Undefined where nothing says that the element stands outside the article. */
  readonly kind: Kind | undefined;
  /** What said so, in lower case: a word of a name, or a tag. */
  readonly word: string;
  readonly body: boolean;
  readonly lead: boolean;
  readonly title: boolean;
}

export class Rules {
  readonly heuristics: Heuristics;
  readonly #compiled = new Map<keyof Heuristics, RegExp>();

  constructor(heuristics: Heuristics) {
    this.heuristics = heuristics;
  }

  /** Returns true where the pattern of that kind matches a part of the text. */
  matches(kind: keyof Heuristics, text: string): boolean {
    return this.#pattern(kind).test(text);
  }

  /** Like `matches`, for text of the page: some pages write accents as characters of their own. */
  matchesText(kind: keyof Heuristics, text: string): boolean {
    return this.matches(kind, text.normalize("NFC"));
  }

  namingOf(element: Element): Naming {
    const names = this.#namesOf(element);
    const [kind, word] = this.#outside(element, names);
    const body = this.matches("body", names);
    return {
      kind,
      word,
      body,
      lead: this.matches("lead", names),
      title: tagOf(element) === "H1" || this.matches("title", names),
    };
  }

  /**
   * True for an element whose text no reader of the article reads: code, controls, editable text.
   */
  isUnread(element: Element): boolean {
    const tag = tagOf(element);
    const role = read(element, "role");
    if (hasAttribute(element, "data-themelight-ignore") || isEditable(element)) return true;
    if (!this.matches("unread", tag) && !this.matches("roles", role)) return false;
    // Some sites open an article in a dialog.
    return !(tag === "DIALOG" || role.endsWith("dialog")) || !queryIn(element, "h1,article,main");
  }

  /** True for an element that is not read, and that the line which it stands in flows around. */
  isSkipped(element: Element): boolean {
    if (this.matches("within", tagOf(element))) return true;
    return (
      !this.matches("unread", tagOf(element)) &&
      /^inline|^contents/.test(getComputedStyle(element).display)
    );
  }

  /**
   * True for an element that flows within a line, undefined where it does unless a block stands in
   * it.
   * Old pages put paragraphs inside `<span>` and `<font>`, and scripts style spans as blocks, so
   * the
   * tag alone does not decide.
   */
  isInline(element: Element): boolean | undefined {
    const tag = tagOf(element);
    // Only elements with no meaning of their own are worth the look at their style.
    if (!this.matches("inline", tag) && (!tag.includes("-") || isStyledAsBlock(element)))
      return false;
    if (firstElementOf(element)) return undefined;
    return tag !== "SPAN" || !isStyledAsBlock(element);
  }

  #pattern(kind: keyof Heuristics): RegExp {
    let pattern = this.#compiled.get(kind);
    if (!pattern) {
      pattern = new RegExp(this.heuristics[kind], "i");
      this.#compiled.set(kind, pattern);
    }
    return pattern;
  }

  /** The element's names in a row, without those that name a state. */
  #namesOf(element: Element): string {
    const own = localNameOf(element);
    let names = own.includes("-") ? head(own) : "";
    const attributes = attributeNamesOf(element);
    for (let i = 0; i < attributes.length && i < MOST_ATTRIBUTES; i++) {
      const name = attributes[i]!;
      if (this.matches("naming", name)) names += ` ${read(element, name)}`;
    }
    return names
      .split(/\s+/)
      .filter((name) => name && !this.matches("state", name))
      .join(" ")
      .replace(/([a-z])([A-Z])/g, "$1-$2");
  }

  #outside(element: Element, names: string): [kind: Kind | undefined, word: string] {
    const tag = tagOf(element);
    const role = read(element, "role");
    if (tag === "FOOTER" || role === "contentinfo") return ["never", "footer"];
    // An article's own header holds its title and lead; only the site's stands beside the article.
    if (tag === "HEADER") {
      const own = closest(element, "article,main") || isTitleBox(element);
      return own ? [undefined, ""] : ["beside", "header"];
    }
    if (role === "banner" || role === "complementary") return ["beside", role];
    if (tag === "FIGCAPTION" || tag === "CAPTION") return ["never", "figcaption"];
    if (this.matches("aside", tag)) return ["beside", tag.toLowerCase()];
    for (const kind of ["comment", "never", "beside"] as const) {
      const found = this.#pattern(kind).exec(names);
      const word = found?.[0].toLowerCase().replace(/[\s_-]/g, "");
      if (word && !(word === "header" && isTitleBox(element))) return [kind, word];
    }
    // A form may also be all of the page; then its share of the prose outweighs this.
    return tag === "FORM" ? ["beside", "form"] : [undefined, ""];
  }
}

/** True for an article's header: a title and no menu. */
const isTitleBox = (element: Element): boolean =>
  queryIn(element, "h1") !== null && !queryIn(element, "nav,ul");

/** Attributes of an element that are looked at. */
const MOST_ATTRIBUTES = 30;
/** Characters of an attribute that are read: longer class names than this name nothing. */
const READ = 1000;
const head = (text: string): string => text.slice(0, READ);
const read = (element: Element, name: string): string => head(attributeOf(element, name) ?? "");

/** The element makes what is in it editable; the walk leaves the whole subtree out. */
function isEditable(element: Element): boolean {
  const value = attributeOf(element, "contenteditable");
  return value !== null && value.toLowerCase() !== "false";
}

/**
 * A drop cap is a block to the browser, since it floats; so is each word of a paragraph that is a
 * flex row.
 */
function isStyledAsBlock(element: Element): boolean {
  const { display, float } = getComputedStyle(element);
  if (float !== "none" || !/^(block|flex|grid)$/.test(display)) return false;
  const parent = parentOf(element);
  if (!parent || tagOf(parent) !== "P") return true;
  const row = getComputedStyle(parent);
  return !/flex$/.test(row.display) || !/^row/.test(row.flexDirection);
}
