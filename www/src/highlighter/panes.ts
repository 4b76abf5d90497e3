/**
 * Where marks lie. Most lie in one layer over the document; those of an article inside a scrolling or folded element
 * lie in a pane as large as what shows of it, so that they are cut off with their text and never stretch the page.
 */
import { el } from "./dom.js";
import { clipOf } from "./measure.js";

export interface Pane {
  readonly node: HTMLElement;
  /** Its corner in viewport coordinates: what marks are placed from. */
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

  /** Reads where each root's marks lie; `write` carries it out. */
  read(roots: readonly Element[]): Map<Element, Pane> {
    const { left, top } = this.layer.getBoundingClientRect();
    const nodes = new Map<Element, HTMLElement>();
    const panes = new Map<Element, Pane>();
    this.#writes = [];
    for (const root of roots) {
      const clip = clipOf(root);
      if (!clip) {
        panes.set(root, { node: this.layer, left, top });
        continue;
      }
      const node = this.#nodes.get(clip.element) ?? el("div", { class: "pane" });
      const box = clip.element.getBoundingClientRect();
      nodes.set(clip.element, node);
      panes.set(root, { node, left: box.left, top: box.top });
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
    return panes;
  }

  write(): void {
    for (const write of this.#writes) write();
  }
}
