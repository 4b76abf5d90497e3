import { el } from "../dom/el.js";
import type { Evidence } from "../engine/types.js";
import { cuesOf } from "../highlighter/drawing/cues.js";
import type { ThemeScore } from "../highlighter/view.js";
import { fill, percentOf } from "../i18n/fill.js";
import type { LegendModel } from "./model.js";
import type { Panel } from "./panel.js";

const MAX_BARS = 6;

/** “Why?”: the words with the largest weights as bars, the probability, and the runner-up. */
export function whyPanel(page: LegendModel): Panel {
  const { t } = page;
  const explanation = el("div");
  const extra = el("div");
  let built = "";

  const theme = (
    { theme, score }: ThemeScore,
    evidence: readonly Evidence[],
    text: string,
  ): HTMLElement => {
    const words = barsOf(evidence, theme.id, text);
    const bars = words.map(([word, weight]) => {
      const bar = el("i", { class: "weight" });
      bar.style.width = `${Math.max(4, (weight / words[0]![1]) * 100)}%`;
      return el("li", {}, el("span", { class: "word" }, word), el("span", { class: "track" }, bar));
    });
    const verdict = el("p", { class: "verdict" }, `${percentOf(t, score)} — ${theme.name}`);
    const part = el("div", {}, verdict, el("ul", {}, ...bars));
    part.style.setProperty("--c", theme.color);
    return part;
  };

  /** The theme with the highest score of those that the paragraph does not have. */
  const runnerUp = (scores: Float32Array, themes: readonly ThemeScore[]): string => {
    const others = page.themes
      .map(({ id, name }, i) => ({ id, name, score: scores[i]! }))
      .filter(({ id }) => !themes.some(({ theme }) => theme.id === id))
      .sort((a, b) => b.score - a.score);
    const [next] = others;
    return next ? fill(t.runnerUp, { name: next.name, percent: percentOf(t, next.score) }) : "";
  };

  const show = async () => {
    const index = page.selected;
    const paragraph = page.paragraphs[index];
    const themes = page.themesOf(index);
    const key = [
      index,
      paragraph?.text,
      page.revision,
      ...themes.map(({ theme }) => theme.id + theme.color),
    ].join();
    if (key === built) return;
    built = key;
    const parts: Node[] = [];
    let hint = t.whyHint;
    if (paragraph && themes.length) {
      const evidence = await page.explain(index);
      // Another paragraph was selected meanwhile.
      if (key !== built) return;
      parts.push(...themes.map((one) => theme(one, evidence, paragraph.text)));
      hint = runnerUp(paragraph.tagging!.scores, themes);
    }
    if (hint) parts.push(el("p", { class: "hint" }, hint));
    explanation.replaceChildren(...parts);
    page.emit("explained", { index, explanation, extra });
  };
  return {
    node: el("div", { class: "panel why", part: "why" }, explanation, extra),
    update: () => void show(),
  };
}

/** Words and their weights, largest first. A word that stands twice in the paragraph is one bar. */
function barsOf(evidence: readonly Evidence[], theme: string, text: string): [string, number][] {
  const sums = new Map<string, number>();
  for (const { start, end, weight } of cuesOf(
    evidence,
    theme,
    { share: 0.95, most: MAX_BARS },
    text,
  )) {
    const word = text.slice(start, end).replace(/\s+/g, " ").toLocaleLowerCase("vi");
    sums.set(word, (sums.get(word) ?? 0) + weight);
  }
  return [...sums].sort((a, b) => b[1] - a[1]).slice(0, MAX_BARS);
}
