/** The bars and the label of one paragraph. */
import { percentOf } from "../i18n/fill.js";
import type { Texts } from "../i18n/index.js";
import { button, el } from "./dom.js";
import type { Measured } from "./measure.js";
import type { Look } from "./palette.js";
import type { Origin } from "./panes.js";
import { place, type Size } from "./place.js";
import type { Shown } from "./view.js";

/** More parallel bars cannot be told apart; the label names the rest. */
const MOST_BARS = 3;

export class Mark {
  readonly node: HTMLElement;
  /** Equal keys: the mark shows the same themes. */
  readonly key: string;
  readonly #label: HTMLElement;
  readonly #looks: readonly Look[];
  #beside!: Size;
  #tab!: Size;
  /** Rounded positions; empty while the mark is not placed. */
  #placed = "";

  static keyOf(themes: readonly Shown[]): string {
    return themes.map(({ look, score }) => `${look.theme.id} ${score.toFixed(2)} ${look.color}`).join();
  }

  constructor(themes: readonly Shown[], t: Texts, onClick: () => void) {
    this.key = Mark.keyOf(themes);
    this.#looks = themes.slice(0, MOST_BARS).map(({ look }) => look);
    const ids = themes.map(({ look }) => `label-${look.theme.id}`).join(" ");
    this.#label = button(
      { part: `label ${ids}`, tabindex: "-1" },
      ...themes.map((theme) => nameOf(theme, t)),
    );
    this.node = el("div", { class: "mark", part: "mark", click: onClick }, this.#label);
  }

  /**
   * Measures both shapes of all labels, with the probability that a selected label shows, in two
   * layouts. Pauses are possible at every `yield`.
   */
  static *size(marks: readonly Mark[]): Generator<void, void> {
    for (const mark of marks) mark.#label.className = "label beside";
    for (const mark of marks) mark.#beside = sizeOf(mark.#label);
    yield;
    for (const mark of marks) mark.#label.className = "label above full";
    for (const mark of marks) mark.#tab = sizeOf(mark.#label);
    for (const mark of marks) mark.#placed = "";
    yield;
  }

  /** The label's size over or after a paragraph. */
  get tab(): Size {
    return this.#tab;
  }

  /** Places bars and label. Does not touch a mark that is already there, which spares a repaint. */
  put(at: Measured, { node, left, top }: Origin): void {
    if (this.node.parentNode !== node) node.append(this.node);
    const { bars, label } = place(at, this.#looks.length, this.#beside, this.#tab);
    const placed = [
      label.x - left,
      label.top - top,
      ...bars.flatMap((bar) => [bar.left - left, bar.top - top, bar.height]),
    ]
      .map(Math.round)
      .join();
    const key = `${placed} ${label.kind} ${label.anchor} ${at.rtl}`;
    if (key === this.#placed) return;
    this.#placed = key;
    this.node.dir = at.rtl ? "rtl" : "ltr";
    this.#label.className = `label ${label.kind} ${label.anchor}`;
    move(this.#label, label.x - left, label.top - top);
    for (const bar of this.node.querySelectorAll(".bar")) bar.remove();
    const pieces = bars.length / this.#looks.length;
    // No `entries()`: some old libraries replace it.
    bars.forEach((box, i) => {
      const bar = barOf(this.#looks[Math.floor(i / pieces)]!);
      move(bar, box.left - left, box.top - top);
      bar.style.height = `${box.height}px`;
      this.#label.before(bar);
    });
  }
}

function nameOf({ look, score, unsure }: Shown, t: Texts): HTMLElement {
  const glyph = el("span", { class: "glyph" }, look.glyph);
  const percent = el("span", { class: "p" }, percentOf(t, score));
  const name = el(
    "span",
    { class: "name" },
    glyph,
    unsure ? `${look.name} (${t.unsure})` : look.name,
    percent,
  );
  name.style.color = look.color;
  return name;
}

function barOf(look: Look): HTMLElement {
  const bar = el("span", { class: "bar", part: `bar bar-${look.theme.id}` });
  bar.style.setProperty("--c", look.color);
  bar.style.borderInlineStartStyle = look.line;
  return bar;
}

function move(node: HTMLElement, left: number, top: number): void {
  node.style.left = `${left}px`;
  node.style.top = `${top}px`;
}

const sizeOf = (node: HTMLElement): Size => ({ width: node.offsetWidth, height: node.offsetHeight });
