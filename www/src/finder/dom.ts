/** What an element is to a reader of text: part of a line, a block of its own, or nothing to read at all. */

const INLINE = new Set(
  (
    "A ABBR ACRONYM B BDI BDO BIG CITE CODE DATA DEL DFN EM FONT I INS KBD LABEL MARK NOBR O:P Q RP RT RUBY S SAMP " +
    "SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR WBR IMG PICTURE"
  ).split(" "),
);

/** Never article text. FORM is missing on purpose: ASP.NET portals wrap the whole page in one. */
const UNREAD = new Set(
  (
    "SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED VIDEO AUDIO CANVAS SVG MATH MAP INPUT SELECT TEXTAREA BUTTON " +
    "NAV MENU DIALOG PROGRESS METER HEAD"
  ).split(" "),
);

const BLOCKS =
  "address,article,aside,blockquote,center,dd,details,div,dl,dt,fieldset,figure,figcaption,footer,form,h1,h2,h3,h4,h5,h6," +
  "header,hr,li,main,nav,ol,p,pre,section,table,ul";

const UNREAD_ROLES =
  /^(navigation|banner|contentinfo|search|dialog|alertdialog|menu|menubar|toolbar|tablist|button)$/;

export const isText = (node: Node): node is Text => node.nodeType === 3;
export const isElement = (node: Node): node is Element => node.nodeType === 1;

/** Upper case in HTML and in XHTML pages alike. */
export const tagOf = (element: Element): string => element.nodeName.toUpperCase();

/** True for an element whose text no reader of the article reads: code, controls, navigation, hidden, editable. */
export function isUnread(element: Element): boolean {
  if (UNREAD.has(tagOf(element)) || element.hasAttribute("data-themelight-ignore")) return true;
  if (element.ariaHidden === "true" || (element as HTMLElement).hidden) return true;
  if ((element as HTMLElement).isContentEditable) return true;
  const role = element.getAttribute("role");
  return role !== null && UNREAD_ROLES.test(role);
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
  return !element.querySelector(BLOCKS);
}

function isStyledAsBlock(element: Element): boolean {
  const { display } = getComputedStyle(element);
  return display === "block" || display === "flex" || display === "grid";
}

/** Rendered at all: not `display: none`, not `visibility: hidden`. What is only scrolled away counts as visible. */
export function isVisible(element: Element): boolean {
  // Safari before 17.4 has no checkVisibility; there every element with a box counts.
  return element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length > 0;
}
