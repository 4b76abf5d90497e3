/**
 * Bars and labels, drawn over the page in one layer of our own.
 *
 * Why an overlay and not the paragraph's own box: a paragraph between two `<br>`s has no box; a pseudo-element needs
 * `position: relative` on the paragraph, which lays it over floated pictures and takes their clicks; shadows and
 * backgrounds are lost in forced colours and cannot be dashed. Elements of ours with real borders have none of these
 * troubles, shift nothing, and leave with their host. The price is measuring: `watch.ts` says when.
 */
import type { Passage } from "../finder/index.js";
import { texts } from "../i18n/index.js";
import { el } from "./dom.js";
import { gutterBeside, type Measured, measure } from "./measure.js";
import type { Look } from "./palette.js";
import { place, type Size } from "./place.js";

/** One theme of a paragraph, as it is to be shown. */
export interface Shown {
  readonly look: Look;
  readonly score: number;
  /** Under the model's own threshold: on show only because the reader asked for less certainty. */
  readonly unsure: boolean;
}

/** More parallel bars cannot be told apart; the label names the rest. */
const MOST_BARS = 3;

interface Mark {
  readonly node: HTMLElement;
  readonly label: HTMLElement;
  readonly key: string;
  readonly looks: readonly Look[];
  readonly bars: number;
  beside: Size;
  tab: Size;
}

export class Overlay {
  readonly layer = el("div", { class: "marks", "aria-hidden": "true" });
  #marks = new Map<Passage, Mark>();
  #lang: string;
  #onSelect: (passage: Passage) => void;

  constructor(lang: string, onSelect: (passage: Passage) => void) {
    this.#lang = lang;
    this.#onSelect = onSelect;
  }

  /** Draws exactly these paragraphs: those in and near the view. */
  draw(
    shown: ReadonlyMap<Passage, readonly Shown[]>,
    selected: Passage | undefined,
    roots: readonly Element[],
  ): void {
    const fresh = this.#renew(shown, selected);
    // Reading: labels once, then the page.
    for (const mark of fresh) this.#sizeLabels(mark);
    const origin = this.layer.getBoundingClientRect();
    const gutters = new Map<Element, number>();
    const gutterOf = (root: Element): number => {
      const gutter = gutters.get(root) ?? gutterBeside(root);
      gutters.set(root, gutter);
      return gutter;
    };
    const measured = new Map<Mark, Measured | undefined>();
    for (const [passage, mark] of this.#marks) {
      const root = roots.find((element) => element.contains(passage.element));
      measured.set(mark, root && passage.connected ? measure(passage, root, gutterOf) : undefined);
    }
    // Writing.
    for (const [mark, at] of measured) this.#put(mark, at, origin);
  }

  clear(): void {
    this.layer.replaceChildren();
    this.#marks.clear();
  }

  /** Adds and drops nodes; gives the marks whose labels are new. */
  #renew(shown: ReadonlyMap<Passage, readonly Shown[]>, selected: Passage | undefined): Mark[] {
    const fresh: Mark[] = [];
    for (const [passage, mark] of this.#marks) {
      if (shown.has(passage)) continue;
      mark.node.remove();
      this.#marks.delete(passage);
    }
    for (const [passage, themes] of shown) {
      const key = themes
        .map(({ look, score }) => `${look.theme.id} ${score.toFixed(2)} ${look.color}`)
        .join();
      let mark = this.#marks.get(passage);
      if (mark?.key !== key) {
        mark?.node.remove();
        mark = this.#build(passage, themes, key);
        this.#marks.set(passage, mark);
        fresh.push(mark);
      }
      mark.node.classList.toggle("on", passage === selected);
    }
    return fresh;
  }

  #build(passage: Passage, themes: readonly Shown[], key: string): Mark {
    const t = texts(this.#lang);
    const names = themes.map(({ look, score, unsure }) => {
      const name = el("span", { class: "name" }, el("span", { class: "glyph" }, look.glyph), look.name);
      name.style.setProperty("--c", look.color);
      name.style.color = "var(--c)";
      if (unsure) name.append(` (${t.unsure})`);
      name.append(el("span", { class: "p" }, t.percent(score)));
      return name;
    });
    const ids = themes.map(({ look }) => `label-${look.theme.id}`).join(" ");
    const label = el(
      "button",
      { class: "label", part: `label ${ids}`, tabindex: "-1", type: "button" },
      ...names,
    );
    const looks = themes.slice(0, MOST_BARS).map(({ look }) => look);
    const node = el("div", { class: "mark", part: "mark" }, ...looks.map(barFor), label);
    node.addEventListener("click", () => this.#onSelect(passage));
    this.layer.append(node);
    const size = { width: 0, height: 0 };
    return { node, label, key, looks, bars: looks.length, beside: size, tab: size };
  }

  /** Both shapes of the label, so that placing needs no second look. */
  #sizeLabels(mark: Mark): void {
    mark.label.className = "label beside";
    mark.beside = sizeOf(mark.label);
    mark.label.className = "label above";
    mark.tab = sizeOf(mark.label);
  }

  #put(mark: Mark, at: Measured | undefined, origin: DOMRect): void {
    mark.node.hidden = !at;
    if (!at) return;
    const { bars, label } = place(at, mark.bars, mark.beside, mark.tab);
    mark.label.className = `label ${label.kind}`;
    mark.node.dir = at.rtl ? "rtl" : "ltr";
    move(mark.label, label.left - origin.left, label.top - origin.top);

    const nodes = [...mark.node.querySelectorAll<HTMLElement>(".bar")];
    for (const [j, pieces] of transpose(bars).entries()) {
      for (const [i, piece] of pieces.entries()) {
        const bar = nodes[j * mark.bars + i] ?? barFor(mark.looks[i]!);
        if (!bar.parentNode) mark.label.before(bar);
        move(bar, piece.left - origin.left, piece.top - origin.top);
        bar.style.height = `${piece.height}px`;
      }
    }
    // Pieces of columns that are no more.
    for (const extra of nodes.slice(mark.bars * at.pieces.length)) extra.remove();
  }
}

function barFor(look: Look): HTMLElement {
  const bar = el("span", { class: "bar", part: `bar bar-${look.theme.id}` });
  bar.style.setProperty("--c", look.color);
  bar.style.borderInlineStartStyle = look.line;
  return bar;
}

const transpose = <T>(rows: readonly (readonly T[])[]): T[][] =>
  (rows[0] ?? []).map((_, j) => rows.map((row) => row[j]!));

function move(node: HTMLElement, left: number, top: number): void {
  node.style.left = `${left}px`;
  node.style.top = `${top}px`;
}

const sizeOf = (node: HTMLElement): Size => ({ width: node.offsetWidth, height: node.offsetHeight });
