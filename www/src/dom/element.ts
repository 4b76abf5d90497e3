/**
 * Reads nodes of the page through the DOM's prototypes. A form field named like a property of its
 * form shadows that property, so `element.parentElement` may be an `<input>` inside the element, and
 * a loop over it never ends. Each function takes the node as its first argument. The annotations let
 * bundles leave out what they do not use.
 */
import { bare, getter, method } from "./native.js";

export const firstChildOf = /* @__PURE__ */ getter("Node", "firstChild");
export const firstElementOf = /* @__PURE__ */ getter("Element", "firstElementChild");
export const isConnected = /* @__PURE__ */ getter("Node", "isConnected");
export const lastChildOf = /* @__PURE__ */ getter("Node", "lastChild");
export const localNameOf = /* @__PURE__ */ getter("Element", "localName");
export const nextElementOf = /* @__PURE__ */ getter("Element", "nextElementSibling");
export const nextSiblingOf = /* @__PURE__ */ getter("Node", "nextSibling");
export const nodeNameOf = /* @__PURE__ */ getter("Node", "nodeName");
export const nodeTypeOf = /* @__PURE__ */ getter("Node", "nodeType");
export const parentNodeOf = /* @__PURE__ */ getter("Node", "parentNode");
export const parentOf = /* @__PURE__ */ getter("Node", "parentElement");
export const previousElementOf = /* @__PURE__ */ getter("Element", "previousElementSibling");
export const previousSiblingOf = /* @__PURE__ */ getter("Node", "previousSibling");
export const shadowRootOf = /* @__PURE__ */ getter("Element", "shadowRoot");
export const textContentOf = /* @__PURE__ */ getter("Node", "textContent");

export const attributeNamesOf = /* @__PURE__ */ method("Element", "getAttributeNames");
export const attributeOf = /* @__PURE__ */ method("Element", "getAttribute");
export const boundsOf = /* @__PURE__ */ method("Element", "getBoundingClientRect");
export const closest = /* @__PURE__ */ method("Element", "closest");
export const contains = /* @__PURE__ */ method("Node", "contains");
export const hasAttribute = /* @__PURE__ */ method("Element", "hasAttribute");
export const matches = /* @__PURE__ */ method("Element", "matches");
export const positionOf = /* @__PURE__ */ method("Node", "compareDocumentPosition");
export const queryIn = /* @__PURE__ */ method("Element", "querySelector");
export const queryAllIn = /* @__PURE__ */ method("Element", "querySelectorAll");
export const rectsOf = /* @__PURE__ */ method("Element", "getClientRects");
export const removeAttribute = /* @__PURE__ */ method("Element", "removeAttribute");
export const setAttribute = /* @__PURE__ */ method("Element", "setAttribute");

export const titleOf = /* @__PURE__ */ getter("Document", "title");
export const bodyOf = /* @__PURE__ */ getter("Document", "body");
export const queryDocument = /* @__PURE__ */ method("Document", "querySelectorAll");

export const clientHeightOf = /* @__PURE__ */ getter("Element", "clientHeight");
export const scrollHeightOf = /* @__PURE__ */ getter("Element", "scrollHeight");

export const isText = (node: Node): node is Text => nodeTypeOf(node) === 3;
export const isElement = (node: Node): node is Element => nodeTypeOf(node) === 1;

/** The element's name in upper case, in HTML and in XHTML pages alike. */
export const tagOf = (element: Element): string => nodeNameOf(element).toUpperCase();

const checkVisibility = /* @__PURE__ */ method("Element", "checkVisibility");
const WITH_VISIBILITY = bare({ visibilityProperty: true });

/** True for an element with a box of its own, which `visibility` does not hide. */
export const hasBox = (element: Element): boolean =>
  // Safari before 17.4 has no checkVisibility.
  "checkVisibility" in Element.prototype
    ? checkVisibility(element, WITH_VISIBILITY)
    : rectsOf(element).length > 0;

/** Levels with `display: contents` that are looked at. */
const MOST_CONTENTS = 20;

/** Returns the element whose box shows the text of an element: its own, unless that has none. */
export function boxedOf(element: Element): Element {
  let at = element;
  for (let i = 0; i < MOST_CONTENTS && getComputedStyle(at).display === "contents"; i++)
    at = parentOf(at) ?? at;
  return at;
}

/**
 * True for an element that is rendered: not `display: none`, not `visibility: hidden`. Text that is
 * only scrolled out of view counts as visible.
 */
export function isVisible(element: Element): boolean {
  // What our filter collapses stays part of the article.
  if (hasBox(element) || closest(element, "[data-themelight-rest]")) return true;
  const box = boxedOf(element);
  return box !== element && hasBox(box) && getComputedStyle(element).visibility === "visible";
}

/** True for an element that has no box, nor anything in it: `display: none`. */
export const isUnrendered = (element: Element): boolean =>
  !isVisible(element) && getComputedStyle(element).display === "none";

/** Returns the nearest of `those` that holds the element, or is it. */
export function nearestIn(those: ReadonlySet<Element>, element: Element): Element | undefined {
  for (let up: Element | null = element; up; up = parentOf(up)) if (those.has(up)) return up;
  return undefined;
}

/** True if the element or an ancestor is in `those`. `known` caches the results. */
export function isWithin(
  element: Element,
  those: ReadonlySet<Element>,
  known: WeakMap<Element, boolean>,
): boolean {
  const path: Element[] = [];
  let answer: boolean | undefined;
  for (let up: Element | null = element; up && answer === undefined; up = parentOf(up)) {
    answer = those.has(up) || known.get(up);
    path.push(up);
  }
  for (const one of path) known.set(one, answer ?? false);
  return answer ?? false;
}
