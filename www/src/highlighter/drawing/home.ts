import { closest, parentNodeOf } from "../../dom/element.js";
import { doc, method } from "../../dom/native.js";
import type { Passage } from "../../finder/index.js";

const append = method("Element", "append");

/** What the browser shows over all else of the page, whatever its `z-index`. */
const TOP = ":is(:modal,:popover-open,:fullscreen)";

/**
 * Moves our element into the dialog, popover or fullscreen element that one of these paragraphs is
 * in, and shows it over that; else to the end of the document. Inside a modal dialog, since what is
 * outside does not react. Returns the element that ours is in.
 */
export function moveHome(host: HTMLElement, passages: Iterable<Passage>): Element {
  const page = doc.documentElement;
  let home: Element = page;
  for (const { element } of passages) {
    home = closest(element, TOP) ?? page;
    if (home !== page) break;
  }
  // In zoomed elements, positions are in pixels of the window all the same.
  const { currentCSSZoom: zoom = 1 } = home as Element & { readonly currentCSSZoom?: number };
  const scale = String(1 / zoom);
  if (host.style.zoom !== scale) host.style.zoom = scale;
  if (parentNodeOf(host) === home) return home;
  append(home, host);
  // As a popover it is neither clipped nor moved by the element that it is in.
  host.popover = home === page ? null : "manual";
  if (host.popover) host.showPopover();
  return home;
}
