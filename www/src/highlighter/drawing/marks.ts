import { button, el } from "../../dom/el.js";
import { percentOf } from "../../i18n/fill.js";
import type { Texts } from "../../i18n/index.js";
import type { ThemeStyle } from "../theme-style.js";
import type { ThemeScore } from "../view.js";
import type { Measured } from "./measure.js";
import type { Origin } from "./panes.js";
import { place, type Size } from "./place.js";

/** More parallel bars cannot be told apart; the label names the other themes. */
const MAX_BARS = 3;

/** The sizes of a label beside a paragraph, and above or after it. */
export type Sizes = readonly [beside: Size, tab: Size];

/** The bars and the label of one paragraph. */
export class Mark {
  readonly node: HTMLElement;
  /** Marks with equal keys look the same. */
  readonly key: string;
  /** Labels with equal looks have equal sizes: all digits are equally wide. */
  readonly look: string;
  readonly #label: HTMLElement;
  readonly #themes: readonly ThemeStyle[];
  /** Rounded positions; empty while the mark is not placed. */
  #placed = "";

  static keyOf(themes: readonly ThemeScore[]): string {
    return themes
      .map(({ theme, score }) => `${theme.id} ${score.toFixed(2)} ${theme.color}`)
      .join();
  }

  constructor(themes: readonly ThemeScore[], t: Texts, onClick: () => void) {
    this.key = Mark.keyOf(themes);
    this.#themes = themes.slice(0, MAX_BARS).map(({ theme }) => theme);
    const ids = themes.map(({ theme }) => `label-${theme.id}`).join(" ");
    this.#label = button(
      { part: `label ${ids}`, tabindex: "-1" },
      ...themes.map((one) => nameOf(one, t)),
    );
    this.look = this.#label.textContent!.replace(/\d/g, "0");
    this.node = el("div", { class: "mark", part: "mark", click: onClick }, this.#label);
  }

  /** Returns both shapes of the label, to be measured unseen. */
  probe(): HTMLElement {
    // With the probability that a selected label shows.
    const shapes = ["beside", "above full"].map((name) => {
      const label = this.#label.cloneNode(true) as HTMLElement;
      label.className = name;
      return label;
    });
    return el("div", { class: "sizing" }, ...shapes);
  }

  /**
   * Computes where bars and label go. Returns a function that places them; undefined if they are
   * there already, which saves a repaint.
   *
   * @param on true for the selected paragraph
   */
  place(
    at: Measured,
    { node, left, top }: Origin,
    sizes: Sizes,
    on: boolean,
  ): (() => void) | undefined {
    const { bars, label } = place(at, this.#themes.length, ...sizes);
    const placed = [
      label.x - left,
      label.top - top,
      ...bars.flatMap((bar) => [bar.left - left, bar.top - top, bar.height]),
    ]
      .map(Math.round)
      .join();
    const key = `${placed} ${label.kind} ${label.anchor} ${at.rtl} ${on}`;
    if (key === this.#placed && this.node.parentNode === node) return undefined;
    return () => {
      this.#placed = key;
      if (this.node.parentNode !== node) node.append(this.node);
      this.node.classList.toggle("on", on);
      this.node.dir = at.rtl ? "rtl" : "ltr";
      this.#label.className = `label ${label.kind} ${label.anchor}`;
      move(this.#label, label.x - left, label.top - top);
      for (const bar of this.node.querySelectorAll(".bar")) bar.remove();
      const pieces = bars.length / this.#themes.length;
      // No `entries()`: some old libraries replace it.
      bars.forEach((box, i) => {
        const bar = barOf(this.#themes[Math.floor(i / pieces)]!);
        move(bar, box.left - left, box.top - top);
        bar.style.height = `${box.height}px`;
        this.#label.before(bar);
      });
    };
  }
}

function nameOf({ theme, score, unsure }: ThemeScore, t: Texts): HTMLElement {
  const glyph = el("span", { class: "glyph" }, theme.glyph);
  const shortName = theme.short ?? theme.name;
  const percent = el("span", { class: "p" }, percentOf(t, score));
  const name = el(
    "span",
    { class: "name" },
    glyph,
    unsure ? `${shortName} (${t.unsure})` : shortName,
    percent,
  );
  name.style.color = theme.color;
  return name;
}

function barOf(theme: ThemeStyle): HTMLElement {
  const bar = el("span", { class: "bar", part: `bar bar-${theme.id}` });
  bar.style.setProperty("--c", theme.color);
  bar.style.borderInlineStartStyle = theme.line;
  return bar;
}

function move(node: HTMLElement, left: number, top: number): void {
  node.style.left = `${left}px`;
  node.style.top = `${top}px`;
}

/** Returns the sizes of the labels in a probe. */
export const sizesOf = (probe: Element): Sizes => {
  const [beside, tab] = [...probe.children].map((label) => {
    const { offsetWidth: width, offsetHeight: height } = label as HTMLElement;
    return { width, height };
  });
  return [beside!, tab!];
};
