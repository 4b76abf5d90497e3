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

/** The bars and the label of one paragraph. */
export class Mark {
  readonly node: HTMLElement;
  /** Marks with equal keys look the same. */
  readonly key: string;
  readonly #label: HTMLElement;
  readonly #themes: readonly ThemeStyle[];
  /** Both shapes of the label, while they are measured. */
  #probe: HTMLElement | undefined;
  #beside!: Size;
  #tab!: Size;
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
    this.node = el("div", { class: "mark", part: "mark", click: onClick }, this.#label);
  }

  /**
   * Adds both shapes of the label to the layer, unseen. The browser lays them out with the next
   * frame, so that `size` forces no layout afterwards.
   */
  prepare(layer: HTMLElement): void {
    // With the probability that a selected label shows.
    const shapes = ["beside", "above full"].map((name) => {
      const label = this.#label.cloneNode(true) as HTMLElement;
      label.className = name;
      return label;
    });
    this.#probe = el("div", { class: "sizing" }, ...shapes);
    layer.append(this.#probe);
  }

  /** Measures the shapes of the label. */
  size(): void {
    const [beside, tab] = [...this.#probe!.children] as [HTMLElement, HTMLElement];
    this.#beside = sizeOf(beside);
    this.#tab = sizeOf(tab);
  }

  remove(): void {
    this.node.remove();
    this.#probe?.remove();
  }

  /** The size of the label above or after a paragraph. */
  get tab(): Size {
    return this.#tab;
  }

  /** Places bars and label. Writes nothing if they are there already, which saves a repaint. */
  put(at: Measured, { node, left, top }: Origin): void {
    if (this.node.parentNode !== node) node.append(this.node);
    if (this.#probe) {
      this.#probe.remove();
      this.#probe = undefined;
      this.#placed = "";
    }
    const { bars, label } = place(at, this.#themes.length, this.#beside, this.#tab);
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
    const pieces = bars.length / this.#themes.length;
    // No `entries()`: some old libraries replace it.
    bars.forEach((box, i) => {
      const bar = barOf(this.#themes[Math.floor(i / pieces)]!);
      move(bar, box.left - left, box.top - top);
      bar.style.height = `${box.height}px`;
      this.#label.before(bar);
    });
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

const sizeOf = (node: HTMLElement): Size => ({
  width: node.offsetWidth,
  height: node.offsetHeight,
});
