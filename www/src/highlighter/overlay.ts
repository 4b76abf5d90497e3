/**
 * Bars and labels, drawn over the page in one layer of our own.
 *
 * Why an overlay and not the paragraph's own box: a paragraph between two `<br>`s has no box; a pseudo-element needs
 * `position: relative` on the paragraph, which lays it over floated pictures and takes their clicks; shadows and
 * backgrounds are lost in forced colours and cannot be dashed. Elements of ours with real borders have none of these
 * troubles, shift nothing, and leave with their host. The price is measuring: `watch.ts` and `Painter` say when.
 */
import { nearestIn } from "../dom/element.js";
import type { Passage } from "../finder/index.js";
import type { Texts } from "../i18n/index.js";
import { el } from "./dom.js";
import { Mark } from "./mark.js";
import { type Measured, measure } from "./measure.js";
import { type Origin, Panes } from "./panes.js";
import type { Shown } from "./view.js";

export class Overlay {
  /** Hidden from screen readers: they hear the themes at the paragraph itself (`styles.ts`). */
  readonly layer = el("div", { class: "marks", "aria-hidden": "true" });
  readonly #panes = new Panes(this.layer);
  readonly #marks = new Map<Passage, Mark>();
  readonly #t: Texts;
  readonly #onClick: (passage: Passage) => void;
  /** The labels' font changed: their sizes are outdated. */
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
   * Draws exactly these paragraphs: those in and near the view. Pauses are possible at every `yield`.
   * Sizes new labels, then reads the page, then writes, so that the page is laid out once.
   */
  *draw(
    shown: ReadonlyMap<Passage, readonly Shown[]>,
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
    // A page may have thousands of roots: only those in view are read.
    const originOf = this.#panes.read(new Set(rootOf.values()));
    const found = new Map<Passage, [Measured, Origin]>();
    for (const [passage, root] of rootOf) {
      const at = measure(passage, root, this.#marks.get(passage)!.tab);
      // The reader may scroll during a pause: each mark is placed relative to a corner read with it.
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
