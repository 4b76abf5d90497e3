/**
 * Where marks lie. Most lie in one layer over the document; those of an article inside a scrolling or folded element
 * lie in a pane as large as what shows of it, so that they are cut off with their text and never stretch the page.
 */
import { boundsOf } from "../dom/element.js";
import { el } from "./dom.js";
import { clipOf } from "./measure.js";

/** What marks are placed in, and where its corner is now, in viewport coordinates. */
export interface Origin {
  readonly node: HTMLElement;
  readonly left: number;
  readonly top: number;
}

export class Panes {
  readonly layer: HTMLElement;
  #nodes = new Map<Element, HTMLElement>();
  #writes: (() => void)[] = [];

  constructor(layer: HTMLElement) {
    this.layer = layer;
  }

  /** Reads where each root's marks lie; `write` carries it out. Gives what tells the corner of a root's marks. */
  read(roots: Iterable<Element>): (root: Element) => Origin {
    const { left, top } = boundsOf(this.layer);
    const nodes = new Map<Element, HTMLElement>();
    const corners = new Map<Element, [node: HTMLElement, corner: Element]>();
    this.#writes = [];
    for (const root of roots) {
      const clip = clipOf(root);
      if (!clip) continue;
      const node = this.#nodes.get(clip.element) ?? el("div", { class: "pane" });
      const box = boundsOf(clip.element);
      nodes.set(clip.element, node);
      corners.set(root, [node, clip.element]);
      this.#writes.push(() => {
        const { style } = node;
        style.left = `${box.left - left}px`;
        style.top = `${box.top - top}px`;
        style.width = `${box.width}px`;
        style.height = `${box.height}px`;
        // A folded text's gutter may lie outside its box; a scrolling pane's cannot.
        style.overflowX = clip.scrolls ? "clip" : "visible";
        if (!node.parentNode) this.layer.append(node);
      });
    }
    for (const [element, node] of this.#nodes)
      if (!nodes.has(element)) this.#writes.push(() => node.remove());
    this.#nodes = nodes;
    return (root) => {
      const [node, corner] = corners.get(root) ?? [this.layer, this.layer];
      const { left, top } = boundsOf(corner);
      return { node, left, top };
    };
  }

  write(): void {
    for (const write of this.#writes) write();
  }
}
