/** Small questions to nodes. */

export const isText = (node: Node): node is Text => node.nodeType === 3;
export const isElement = (node: Node): node is Element => node.nodeType === 1;

/** Upper case in HTML and in XHTML pages alike. */
export const tagOf = (element: Element): string => element.nodeName.toUpperCase();

/** Rendered at all: not `display: none`, not `visibility: hidden`. What is only scrolled away counts as visible. */
export function isVisible(element: Element): boolean {
  // Safari before 17.4 has no checkVisibility; there every element with a box counts.
  return element.checkVisibility?.({ visibilityProperty: true }) ?? element.getClientRects().length > 0;
}
