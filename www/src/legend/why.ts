/** “Why?”: the words that speak for a paragraph's themes, as bars, with the probability and the runner-up. */
import type { Evidence } from "../engine/index.js";
import { type Cue, cuesOf } from "../highlighter/cues.js";
import { el } from "../highlighter/dom.js";
import type { Page } from "../highlighter/page.js";
import type { Look } from "../highlighter/palette.js";
import { texts } from "../i18n/index.js";

/** One glance: more bars are read by nobody. */
const BARS = 6;

export class Why {
  readonly node: HTMLElement = el("div", { class: "panel why", part: "why" });
  readonly #page: Page;
  /** What is on show, so that an update that changes nothing builds nothing. */
  #shown = "";

  constructor(page: Page) {
    this.#page = page;
  }

  update(): void {
    void this.#show(this.#page.selected);
  }

  async #show(index: number): Promise<void> {
    const page = this.#page;
    const t = texts(page.lang);
    const paragraph = page.paragraphs[index];
    const themes = page.themesOf(index);
    const key = `${index} ${paragraph?.text} ${themes.map(({ theme }) => theme).join()} ${page.looks[0]?.color}`;
    if (key === this.#shown) return;
    this.#shown = key;
    if (!paragraph || !themes.length) {
      this.node.replaceChildren(el("p", { class: "hint" }, t.whyHint));
      return;
    }
    const evidence = await page.explain(index);
    if (key !== this.#shown) return;
    const parts = themes.flatMap(({ theme, score }) => {
      const look = page.looks.find((one) => one.theme.id === theme);
      return look ? [this.#theme(look, score, evidence, paragraph.text)] : [];
    });
    this.node.replaceChildren(...parts, ...this.#runnerUp(index));
  }

  #theme(look: Look, score: number, evidence: readonly Evidence[], text: string): HTMLElement {
    const t = texts(this.#page.lang);
    const cues = merged(cuesOf(evidence, look.theme.id, { share: 0.95, most: BARS }), text);
    const most = cues[0]?.[1] ?? 1;
    const bars = cues.map(([word, weight]) => {
      const bar = el("i", { class: "weight" });
      bar.style.width = `${Math.max(4, (weight / most) * 100)}%`;
      return el("li", {}, el("span", { class: "word" }, word), el("span", { class: "track" }, bar));
    });
    const part = el(
      "div",
      {},
      el("p", { class: "verdict" }, t.verdict(t.percent(score), look.name)),
      el("ul", {}, ...bars),
    );
    part.style.setProperty("--c", look.color);
    return part;
  }

  /** The strongest theme that did not make it. */
  #runnerUp(index: number): HTMLElement[] {
    const page = this.#page;
    const t = texts(page.lang);
    const scores = page.paragraphs[index]?.tagging?.scores ?? [];
    const carried = new Set(page.themesOf(index).map(({ theme }) => theme));
    const rest = page.looks
      .map((look, i) => ({ look, score: scores[i] ?? 0 }))
      .filter(({ look }) => !carried.has(look.theme.id))
      .sort((a, b) => b.score - a.score);
    const next = rest[0];
    return next ? [el("p", { class: "hint" }, t.runnerUp(next.look.name, t.percent(next.score)))] : [];
  }
}

/** The same words twice in a paragraph are one bar. */
function merged(cues: readonly Cue[], text: string): [string, number][] {
  const sums = new Map<string, number>();
  for (const { start, end, weight } of cues) {
    const word = text.slice(start, end).replace(/\s+/g, " ").toLocaleLowerCase("vi");
    sums.set(word, (sums.get(word) ?? 0) + weight);
  }
  return [...sums].sort((a, b) => b[1] - a[1]).slice(0, BARS);
}
