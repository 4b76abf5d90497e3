import { el } from "../../dom/el.js";
import { contains, nearestIn } from "../../dom/element.js";
import type { Passage } from "../../finder/index.js";
import type { Texts } from "../../i18n/index.js";
import type { ThemeScore } from "../view.js";
import { Covers } from "./covers.js";
import { moveHome } from "./home.js";
import { Mark } from "./marks.js";
import { type Measured, measure } from "./measure.js";
import { type Origin, Panes } from "./panes.js";

/** Where paragraphs are, and the corner that their marks are placed from. */
type Places = Map<Passage, [Measured, Origin]>;

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
  readonly covers = new Covers(this.layer);
  readonly #panes = new Panes(this.layer);
  readonly #marks = new Map<Passage, Mark>();
  readonly #t: Texts;
  readonly #onClick: (passage: Passage) => void;
  /** The element that the layer's host is in. */
  #home: Element | undefined;
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

  /** True where `update` would change anything. */
  lacks(shown: ReadonlyMap<Passage, readonly ThemeScore[]>): boolean {
    if (this.#resize || shown.size !== this.#marks.size) return true;
    for (const [passage, themes] of shown) {
      if (this.#marks.get(passage)?.key !== Mark.keyOf(themes)) return true;
    }
    return false;
  }

  /**
   * Removes the marks of all other paragraphs and adds those that are missing, not yet placed.
   * Returns the marks that `measure` needs to size once a frame has laid them out.
   */
  update(shown: ReadonlyMap<Passage, readonly ThemeScore[]>): readonly Mark[] {
    const { host } = this.layer.getRootNode() as ShadowRoot;
    this.#home = moveHome(host as HTMLElement, shown.keys());
    for (const [passage, mark] of this.#marks) {
      const themes = shown.get(passage);
      if (!themes || mark.key !== Mark.keyOf(themes)) this.#remove(passage, mark);
    }
    const unsized: Mark[] = [];
    for (const [passage, themes] of shown) {
      let mark = this.#marks.get(passage);
      if (mark && !this.#resize) continue;
      if (!mark) {
        mark = new Mark(themes, this.#t, () => this.#onClick(passage));
        this.#marks.set(passage, mark);
      }
      mark.prepare(this.layer);
      unsized.push(mark);
    }
    this.#resize = false;
    return unsized;
  }

  /**
   * Measures the marked paragraphs; writes nothing, so that the layout stays clean. Each `yield` is
   * a place to pause.
   */
  *measure(unsized: readonly Mark[], roots: readonly Element[]): Generator<unknown, Places> {
    for (const mark of unsized) {
      mark.size();
      yield;
    }
    const all = new Set(roots);
    const rootOf = new Map<Passage, Element>();
    for (const passage of this.#marks.keys()) {
      const root = nearestIn(all, passage.element);
      // Marks of what is under a dialog would be over it.
      const isSeen = root && passage.connected && contains(this.#home!, root);
      if (isSeen) rootOf.set(passage, root);
      yield;
    }
    // Only roots in view: a page may have thousands.
    const originOf = this.#panes.read(new Set(rootOf.values()));
    const places: Places = new Map();
    for (const [passage, root] of rootOf) {
      const at = measure(passage, root, this.#marks.get(passage)!.tab);
      // With the origin of this moment, since the reader may scroll during a pause.
      if (at) places.set(passage, [at, originOf(root)]);
      yield;
    }
    // Most pages have one article.
    const [first] = rootOf;
    if (first) this.covers.find(first[1], first[0].element);
    return places;
  }

  /** Places the marks that were measured, and removes those of paragraphs without a box. */
  place(places: Places, selected: Passage | undefined): void {
    this.#panes.write();
    for (const [passage, mark] of this.#marks) {
      const place = places.get(passage);
      if (!place) {
        this.#remove(passage, mark);
        continue;
      }
      mark.node.classList.toggle("on", passage === selected);
      mark.put(...place);
    }
  }

  #remove(passage: Passage, mark: Mark): void {
    mark.remove();
    this.#marks.delete(passage);
  }
}
