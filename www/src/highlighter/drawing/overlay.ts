import { el } from "../../dom/el.js";
import { contains, nearestIn } from "../../dom/element.js";
import type { Passage } from "../../finder/index.js";
import type { Texts } from "../../i18n/index.js";
import type { ThemeScore } from "../view.js";
import { Covers } from "./covers.js";
import { moveHome } from "./home.js";
import { Mark, type Sizes, sizesOf } from "./marks.js";
import { measure } from "./measure.js";
import { Panes } from "./panes.js";

/** Changes to write in frames, each of them small. */
export type Writes = (() => void)[];

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
  /** The sizes of labels, by their looks, in a window of this width. */
  readonly #sizes = new Map<string, Sizes>();
  #width = 0;
  /** Labels that are being measured, by their looks. */
  readonly #probes = new Map<string, HTMLElement>();
  /** Marks to remove with the next writes. */
  readonly #stale: Mark[] = [];

  constructor(t: Texts, onClick: (passage: Passage) => void) {
    this.#t = t;
    this.#onClick = onClick;
  }

  /** Measures all labels again at the next drawing. */
  resize(): void {
    this.#width = 0;
  }

  /**
   * Makes the marks that are missing, not yet on the page. Returns the writes that add labels of
   * unknown size, unseen: the browser lays them out with the next frame, so that `measure` forces no
   * layout. Each `yield` is a place to pause.
   */
  *prepare(shown: ReadonlyMap<Passage, readonly ThemeScore[]>): Generator<unknown, Writes> {
    const { host } = this.layer.getRootNode() as ShadowRoot;
    this.#home = moveHome(host as HTMLElement, shown.keys());
    if (this.#width !== innerWidth) this.#sizes.clear();
    this.#width = innerWidth;
    for (const [passage, mark] of this.#marks) {
      const themes = shown.get(passage);
      if (!themes || mark.key !== Mark.keyOf(themes)) this.#drop(passage, mark);
    }
    const writes: Writes = [];
    for (const [passage, themes] of shown) {
      yield;
      let mark = this.#marks.get(passage);
      if (!mark) {
        mark = new Mark(themes, this.#t, () => this.#onClick(passage));
        this.#marks.set(passage, mark);
      }
      const { look } = mark;
      if (this.#sizes.has(look) || this.#probes.has(look)) continue;
      const probe = mark.probe();
      this.#probes.set(look, probe);
      writes.push(() => this.layer.append(probe));
    }
    return writes;
  }

  /**
   * Measures the marked paragraphs. Returns the writes that place their marks and remove those of
   * paragraphs without a box; none where all is in its place. Each `yield` is a place to pause.
   *
   * @param moved true where what the page shows over the article may be elsewhere
   */
  *measure(
    roots: readonly Element[],
    selected: Passage | undefined,
    moved: boolean,
  ): Generator<unknown, Writes> {
    for (const [look, probe] of this.#probes) {
      this.#sizes.set(look, sizesOf(probe));
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
    const [originOf, moves] = this.#panes.read(new Set(rootOf.values()));
    const writes: Writes = [];
    for (const [passage, mark] of this.#marks) {
      yield;
      const root = rootOf.get(passage);
      const sizes = this.#sizes.get(mark.look)!;
      const at = root && measure(passage, root, sizes[1]);
      if (!at) {
        this.#drop(passage, mark);
        continue;
      }
      // With the origin of this moment, since the reader may scroll during a pause.
      const write = mark.place(at, originOf(root), sizes, passage === selected);
      if (write) writes.push(write);
    }
    const [first] = rootOf;
    // Most pages have one article.
    if (first && moved) yield* this.covers.find(first[1], first[0].element);
    if (moves.length || this.#probes.size || this.#stale.length) {
      writes.unshift(() => {
        for (const move of moves) move();
        for (const old of this.#stale.splice(0)) old.node.remove();
        for (const probe of this.#probes.values()) probe.remove();
        this.#probes.clear();
      });
    }
    return writes;
  }

  #drop(passage: Passage, mark: Mark): void {
    this.#marks.delete(passage);
    this.#stale.push(mark);
  }
}
