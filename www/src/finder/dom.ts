/** What an element is to a reader of text: part of a line, a block of its own, or nothing to read at all. */

/** Elements that flow within a line, as long as no block stands in them. */
const INLINE = tags(
  "A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK NOBR O:P Q RP RT RUBY S SAMP " +
    "SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR IMG PICTURE",
);

/** Never article text. FORM is missing on purpose: ASP.NET portals wrap the whole page in one. */
const UNREAD = tags(
  "SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED VIDEO AUDIO CANVAS SVG MATH MAP INPUT SELECT TEXTAREA BUTTON " +
    "NAV MENU DIALOG PROGRESS METER HEAD",
);

const UNREAD_ROLES =
  /^(navigation|banner|contentinfo|search|dialog|alertdialog|menu|menubar|toolbar|tablist|button)$/;

export const isText = (node: Node): node is Text => node.nodeType === 3;
export const isElement = (node: Node): node is Element => node.nodeType === 1;

/** Upper case in HTML and in XHTML pages alike. */
export const tagOf = (element: Element): string => element.nodeName.toUpperCase();

/** True for an element whose text no reader of the article reads: code, controls, navigation, hidden, editable. */
export function isUnread(element: Element): boolean {
  if (UNREAD.has(tagOf(element)) || element.hasAttribute("data-themelight-ignore")) return true;
  const { hidden, isContentEditable } = element as HTMLElement;
  return (
    element.getAttribute("aria-hidden") === "true" ||
    !!hidden ||
    isContentEditable ||
    UNREAD_ROLES.test(element.getAttribute("role") ?? "")
  );
}

/**
 * True for an element that flows within a line. Old pages put paragraphs inside `<span>` and `<font>`, and scripts
 * style spans as blocks, so the tag alone does not decide.
 */
export function isInline(element: Element): boolean {
  if (!INLINE.has(tagOf(element))) {
    // Only elements with no meaning of their own are worth the look at their style.
    return element.nodeName.includes("-") && getComputedStyle(element).display.startsWith("inline");
  }
  if (!element.firstElementChild) return element.nodeName !== "SPAN" || !isStyledAsBlock(element);
  for (const child of element.children) {
    if (tagOf(child) !== "BR" && !UNREAD.has(tagOf(child)) && !isInline(child)) return false;
  }
  return true;
}

function isStyledAsBlock(element: Element): boolean {
  return /^(block|flex|grid)$/.test(getComputedStyle(element).display);
}

/** Rendered at all: not `display: none`, not `visibility: hidden`. What is only scrolled away counts as visible. */
export function isVisible(element: Element): boolean {
  // Safari before 17.4 has no checkVisibility; there every element with a box counts.
  return element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length > 0;
}

function tags(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}
