/**
 * Bars and labels, drawn over the page in one layer of our own.
 *
 * Why an overlay and not the paragraph's own box: a paragraph between two `<br>`s has no box; a pseudo-element needs
 * `position: relative` on the paragraph, which lays it over floated pictures and takes their clicks; shadows and
 * backgrounds are lost in forced colours and cannot be dashed. Elements of ours with real borders have none of these
 * troubles, shift nothing, and leave with their host. The price is measuring: `watch.ts` and `Painter` say when.
 */
import type { Passage } from "../finder/index.js";
import { type Texts, texts } from "../i18n/index.js";
import { el } from "./dom.js";
import { Mark } from "./mark.js";
import { gutterBeside, type Measured, measure } from "./measure.js";
import { type Pane, Panes } from "./panes.js";
import type { Shown } from "./view.js";

export class Overlay {
  /** Hidden from screen readers: they hear the themes at the paragraph itself (`styles.ts`). */
  readonly layer = el("div", { class: "marks", "aria-hidden": "true" });
  readonly #panes = new Panes(this.layer);
  readonly #marks = new Map<Passage, Mark>();
  readonly #t: Texts;
  readonly #onClick: (passage: Passage) => void;

  constructor(lang: string, onClick: (passage: Passage) => void) {
    this.#t = texts(lang);
    this.#onClick = onClick;
  }

  /** Draws exactly these paragraphs: those in and near the view. First all reading, then all writing. */
  draw(
    shown: ReadonlyMap<Passage, readonly Shown[]>,
    selected: Passage | undefined,
    roots: readonly Element[],
  ): void {
    Mark.size(this.#renew(shown));
    const panes = this.#panes.read(roots);
    const gutters = new Map<Element, number>();
    const gutterOf = (root: Element): number => {
      const gutter = gutters.get(root) ?? gutterBeside(root);
      gutters.set(root, gutter);
      return gutter;
    };
    const found: [Mark, Measured, Pane][] = [];
    for (const [passage, mark] of this.#marks) {
      const root = roots.find((element) => element.contains(passage.element));
      const at = root && passage.connected ? measure(passage, root, gutterOf) : undefined;
      mark.node.hidden = !at;
      mark.node.classList.toggle("on", passage === selected);
      if (at) found.push([mark, at, panes.get(root!)!]);
    }
    this.#panes.write();
    for (const [mark, at, pane] of found) mark.put(at, pane);
  }

  /** Adds and drops marks; gives the new ones. */
  #renew(shown: ReadonlyMap<Passage, readonly Shown[]>): Mark[] {
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
    }
    return fresh;
  }
}
