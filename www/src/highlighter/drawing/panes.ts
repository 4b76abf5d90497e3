import { el } from "../../dom/el.js";
import { boundsOf } from "../../dom/element.js";
import { clipOf } from "./measure.js";

/** An element for marks, and where its corner is now, in CSS pixels from the viewport's corner. */
export interface Origin {
  readonly node: HTMLElement;
  readonly left: number;
  readonly top: number;
}

/**
 * The elements that hold marks. Most marks are in one layer over the document. Those of an article
 * in a scrolling or folded element are in a pane of the size of its visible part: the pane clips
 * them like their text, and they never make the page larger.
 */
export class Panes {
  readonly layer: HTMLElement;
  #nodes = new Map<Element, HTMLElement>();

  constructor(layer: HTMLElement) {
    this.layer = layer;
  }

  /**
   * Reads the panes that these roots need. Returns a function, root → origin, and the writes that
   * place them.
   */
  read(roots: Iterable<Element>): [originOf: (root: Element) => Origin, writes: (() => void)[]] {
    const { left, top } = boundsOf(this.layer);
    const nodes = new Map<Element, HTMLElement>();
    const corners = new Map<Element, [node: HTMLElement, corner: Element]>();
    const writes: (() => void)[] = [];
    for (const root of roots) {
      const clip = clipOf(root);
      if (!clip) continue;
      const node = this.#nodes.get(clip.element) ?? el("div", { class: "pane" });
      const box = boundsOf(clip.element);
      nodes.set(clip.element, node);
      corners.set(root, [node, clip.element]);
      writes.push(() => {
        const { style } = node;
        style.left = `${box.left - left}px`;
        style.top = `${box.top - top}px`;
        style.width = `${box.width}px`;
        style.height = `${box.height}px`;
        // The gutter of a folded text may be outside its box, that of a scrolling pane cannot.
        style.overflowX = clip.scrolls ? "clip" : "visible";
        if (!node.parentNode) this.layer.append(node);
      });
    }
    for (const [element, node] of this.#nodes) {
      if (!nodes.has(element)) writes.push(() => node.remove());
    }
    this.#nodes = nodes;
    const originOf = (root: Element) => {
      const [node, corner] = corners.get(root) ?? [this.layer, this.layer];
      const { left, top } = boundsOf(corner);
      return { node, left, top };
    };
    return [originOf, writes];
  }
}
