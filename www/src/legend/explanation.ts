import { el } from "../dom/el.js";
import type { Evidence } from "../engine/types.js";
import { cuesOf } from "../highlighter/drawing/cues.js";
import type { ThemeScore } from "../highlighter/view.js";
import { fill, percentOf } from "../i18n/fill.js";
import type { LegendModel } from "./model.js";

const MAX_BARS = 6;

/** Returns why a paragraph has its themes: probability, words with the largest weights, runner-up. */
export async function explanationOf(page: LegendModel, index: number): Promise<HTMLElement[]> {
  const { t } = page;
  const paragraph = page.paragraphs[index];
  const themes = page.themesOf(index);
  if (!paragraph || !themes.length) return [el("p", { class: "hint" }, t.whyHint)];
  const evidence = await page.explain(index);
  const parts = themes.map((one) => partOf(page, one, evidence, paragraph.text));
  const next = runnerUp(page, paragraph.tagging!.scores, themes);
  return [...parts, el("p", { class: "hint" }, next), el("p", { class: "hint" }, t.weights)];
}

function partOf(
  { t }: LegendModel,
  { theme, score }: ThemeScore,
  evidence: readonly Evidence[],
  text: string,
): HTMLElement {
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
}

/** Names the theme with the highest score of those that the paragraph does not have. */
function runnerUp(page: LegendModel, scores: Float32Array, themes: readonly ThemeScore[]): string {
  const others = page.themes
    .map(({ id, name }, i) => ({ id, name, score: scores[i]! }))
    .filter(({ id }) => !themes.some(({ theme }) => theme.id === id))
    .sort((a, b) => b.score - a.score);
  const [next] = others;
  const { t } = page;
  return next ? fill(t.runnerUp, { name: next.name, percent: percentOf(t, next.score) }) : "";
}

/** Words and their weights, largest first. A word that stands twice in the paragraph is one bar. */
function barsOf(evidence: readonly Evidence[], theme: string, text: string): [string, number][] {
  const sums = new Map<string, number>();
  const limits = { share: 0.95, most: MAX_BARS };
  for (const { start, end, weight } of cuesOf(evidence, theme, limits, text)) {
    const word = text.slice(start, end).replace(/\s+/g, " ").toLocaleLowerCase("vi");
    sums.set(word, (sums.get(word) ?? 0) + weight);
  }
  return [...sums].sort((a, b) => b[1] - a[1]).slice(0, MAX_BARS);
}
