/**
 * Reads nodes of the page through the DOM's prototypes. A form field named like a property of its
 * form shadows that property, so `element.parentElement` may be an `<input>` inside the element,
 * and
 * a loop over it never ends. Each function takes the node as its first argument.
 */
import { bare, getter, method } from "./native.js";

export const firstChildOf = getter("Node", "firstChild");
export const firstElementOf = getter("Element", "firstElementChild");
export const isConnected = getter("Node", "isConnected");
export const lastChildOf = getter("Node", "lastChild");
export const localNameOf = getter("Element", "localName");
export const nextElementOf = getter("Element", "nextElementSibling");
export const nextSiblingOf = getter("Node", "nextSibling");
export const nodeNameOf = getter("Node", "nodeName");
export const nodeTypeOf = getter("Node", "nodeType");
export const parentNodeOf = getter("Node", "parentNode");
export const parentOf = getter("Node", "parentElement");
export const previousElementOf = getter("Element", "previousElementSibling");
export const previousSiblingOf = getter("Node", "previousSibling");
export const shadowRootOf = getter("Element", "shadowRoot");
export const textContentOf = getter("Node", "textContent");

export const attributeNamesOf = method("Element", "getAttributeNames");
export const attributeOf = method("Element", "getAttribute");
export const boundsOf = method("Element", "getBoundingClientRect");
export const closest = method("Element", "closest");
export const contains = method("Node", "contains");
export const hasAttribute = method("Element", "hasAttribute");
export const matches = method("Element", "matches");
export const positionOf = method("Node", "compareDocumentPosition");
export const queryIn = method("Element", "querySelector");
export const queryAllIn = method("Element", "querySelectorAll");
export const rectsOf = method("Element", "getClientRects");
export const removeAttribute = method("Element", "removeAttribute");
export const setAttribute = method("Element", "setAttribute");

export const titleOf = getter("Document", "title");
export const bodyOf = getter("Document", "body");
export const queryDocument = method("Document", "querySelectorAll");

export const clientHeightOf = getter("Element", "clientHeight");
export const scrollHeightOf = getter("Element", "scrollHeight");

export const isText = (node: Node): node is Text => nodeTypeOf(node) === 3;
export const isElement = (node: Node): node is Element => nodeTypeOf(node) === 1;

/** The element's name in upper case, in HTML and in XHTML pages alike. */
export const tagOf = (element: Element): string => nodeNameOf(element).toUpperCase();

const checkVisibility = method("Element", "checkVisibility");
const WITH_VISIBILITY = bare({ visibilityProperty: true });

/**
 * True for an element that is rendered: not `display: none`, not `visibility: hidden`. Text that is
 * only scrolled out of view counts as visible.
 */
export function isVisible(element: Element): boolean {
  // Safari before 17.4 has no checkVisibility; there every element with a box counts.
  const visible =
    "checkVisibility" in Element.prototype
      ? checkVisibility(element, WITH_VISIBILITY)
      : rectsOf(element).length > 0;
  // What our filter collapses stays part of the article.
  return visible || closest(element, "[data-themelight-rest]") !== null;
}

/** True for an element that has no box, nor anything in it: `display: none`. */
export const isUnrendered = (element: Element): boolean =>
  !isVisible(element) && getComputedStyle(element).display === "none";

/** Returns the nearest of `those` that holds the element, or is it. */
export function nearestIn(those: ReadonlySet<Element>, element: Element): Element | undefined {
  for (let up: Element | null = element; up; up = parentOf(up)) if (those.has(up)) return up;
  return undefined;
}
