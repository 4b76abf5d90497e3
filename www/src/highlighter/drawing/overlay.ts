import { el } from "../../dom/el.js";
import { nearestIn } from "../../dom/element.js";
import type { Passage } from "../../finder/index.js";
import type { Texts } from "../../i18n/index.js";
import type { ThemeScore } from "../view.js";
import { Mark } from "./marks.js";
import { type Measured, measure } from "./measure.js";
import { type Origin, Panes } from "./panes.js";

/**
 * Draws bars and labels in a layer over the page.
 *
 * The paragraph's own box will not do: a paragraph between two `<br>` has none; a pseudo-element
 * needs `position: relative` on the paragraph, which puts it over floated pictures and takes their
 * clicks; shadows and backgrounds are lost in forced colours and cannot be dashed. Elements of our
 * own have real borders, shift nothing and leave with their host. The price is measuring.
 */
export class Overlay {
  /** Hidden from screen readers, which read the themes at the paragraph; see `ui/page.css`. */
  readonly layer = el("div", { class: "marks", "aria-hidden": "true" });
  readonly #panes = new Panes(this.layer);
  readonly #marks = new Map<Passage, Mark>();
  readonly #t: Texts;
  readonly #onClick: (passage: Passage) => void;
  /** The font of the labels changed since they were measured. */
  #resize = false;

  constructor(t: Texts, onClick: (passage: Passage) => void) {
    this.#t = t;
    this.#onClick = onClick;
  }

  /** Measures all labels again at the next drawing. */
  resize(): void {
    this.#resize = true;
  }

  /**
   * Draws the marks of these paragraphs and removes all others. Measures new labels, then reads the
   * page, then writes, so that the page is laid out once. Each `yield` is a place to pause.
   */
  *draw(
    shown: ReadonlyMap<Passage, readonly ThemeScore[]>,
    selected: Passage | undefined,
    roots: readonly Element[],
  ): Generator<unknown, void> {
    for (const [passage, mark] of this.#marks) {
      const themes = shown.get(passage);
      if (themes && mark.key === Mark.keyOf(themes)) continue;
      mark.node.remove();
      this.#marks.delete(passage);
    }
    const fresh: Mark[] = [];
    for (const [passage, themes] of shown) {
      if (this.#marks.has(passage)) continue;
      const mark = new Mark(themes, this.#t, () => this.#onClick(passage));
      this.#marks.set(passage, mark);
      this.layer.append(mark.node);
      fresh.push(mark);
      yield;
    }
    const unsized = this.#resize ? [...this.#marks.values()] : fresh;
    this.#resize = false;
    if (unsized.length) {
      yield true;
      yield* Mark.size(unsized);
    }
    const all = new Set(roots);
    const rootOf = new Map<Passage, Element>();
    for (const passage of this.#marks.keys()) {
      const root = nearestIn(all, passage.element);
      if (root && passage.connected) rootOf.set(passage, root);
      yield;
    }
    // Only roots in view: a page may have thousands.
    const originOf = this.#panes.read(new Set(rootOf.values()));
    const found = new Map<Passage, [Measured, Origin]>();
    for (const [passage, root] of rootOf) {
      const at = measure(passage, root, this.#marks.get(passage)!.tab);
      // With the origin of this moment, since the reader may scroll during a pause.
      if (at) found.set(passage, [at, originOf(root)]);
      yield;
    }
    for (const [passage, mark] of this.#marks) {
      if (found.has(passage)) continue;
      mark.node.remove();
      this.#marks.delete(passage);
    }
    this.#panes.write();
    for (const [passage, [at, origin]] of found) {
      const mark = this.#marks.get(passage)!;
      mark.node.classList.toggle("on", passage === selected);
      mark.put(at, origin);
      yield;
    }
  }
}
