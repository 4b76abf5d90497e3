/** “Why?”: the words that speak for a paragraph's themes, as bars, with the probability and the runner-up. */
import type { Evidence } from "../engine/index.js";
import { cuesOf } from "../highlighter/cues.js";
import { el } from "../highlighter/dom.js";
import type { Page } from "../highlighter/page.js";
import type { Look } from "../highlighter/palette.js";
import { fill, percentOf } from "../i18n/fill.js";
import type { Panel } from "./panel.js";

/** One glance: more bars are read by nobody. */
const BARS = 6;

export function whyPanel(page: Page): Panel {
  const { t } = page;
  const node = el("div", { class: "panel why", part: "why" });
  const hint = (text: string): HTMLElement => el("p", { class: "hint" }, text);
  /** What is on show, so that an update that changes nothing builds nothing. */
  let known = "";

  const theme = (look: Look, score: number, evidence: readonly Evidence[], text: string): HTMLElement => {
    const words = barsOf(evidence, look.theme.id, text);
    const bars = words.map(([word, weight]) => {
      const bar = el("i", { class: "weight" });
      bar.style.width = `${Math.max(4, (weight / words[0]![1]) * 100)}%`;
      return el("li", {}, el("span", { class: "word" }, word), el("span", { class: "track" }, bar));
    });
    const verdict = el("p", { class: "verdict" }, `${percentOf(t, score)} — ${look.name}`);
    const part = el("div", {}, verdict, el("ul", {}, ...bars));
    part.style.setProperty("--c", look.color);
    return part;
  };

  const show = async () => {
    const index = page.selected;
    const paragraph = page.paragraphs[index];
    const carried = page.themesOf(index);
    const key = [index, paragraph?.text, ...carried.map(({ look }) => look.theme.id + look.color)].join();
    if (key === known) return;
    known = key;
    const parts: Node[] = carried.length ? [] : [hint(t.whyHint)];
    if (paragraph && carried.length) {
      const evidence = await page.explain(index);
      if (key !== known) return;
      parts.push(...carried.map(({ look, score }) => theme(look, score, evidence, paragraph.text)));
      // The strongest theme that did not make it.
      const [next] = page.looks
        .map((look, i) => ({ look, score: paragraph.tagging!.scores[i]! }))
        .filter(({ look }) => !carried.some((one) => one.look === look))
        .sort((a, b) => b.score - a.score);
      if (next)
        parts.push(hint(fill(t.runnerUp, { name: next.look.name, percent: percentOf(t, next.score) })));
    }
    node.replaceChildren(...parts);
    page.onWhy(node, index);
  };
  return { node, update: () => void show() };
}

/** Words and their weights, heaviest first. The same words twice in a paragraph are one bar. */
function barsOf(evidence: readonly Evidence[], theme: string, text: string): [string, number][] {
  const sums = new Map<string, number>();
  for (const { start, end, weight } of cuesOf(evidence, theme, { share: 0.95, most: BARS }, text)) {
    const word = text.slice(start, end).replace(/\s+/g, " ").toLocaleLowerCase("vi");
    sums.set(word, (sums.get(word) ?? 0) + weight);
  }
  return [...sums].sort((a, b) => b[1] - a[1]).slice(0, BARS);
}
