import type { Texts } from "./index.js";

const paragraphs = (n: number) => (n === 1 ? "1 paragraph" : `${n} paragraphs`);

export const en: Texts = {
  legend: "Themes in this article",
  themesOf: "Themes",
  pill: (n, themes) => `${paragraphs(n)} · ${themes === 1 ? "1 theme" : `${themes} themes`}`,
  none: "No themes on this page",
  showing: (n, themes) => `Filtered by ${themes}: ${paragraphs(n)}`,
  showingAll: (n) => `All shown: ${paragraphs(n)} with themes`,
  next: "Next paragraph",
  previous: "Previous paragraph",
  place: (i, n) => `${i}/${n}`,
  list: "List",
  options: "Options",
  filter: "Filter by theme",
  marks: "Show marks",
  why: "Why?",
  whyHint: "Choose a paragraph to see why",
  close: "Close",
  runnerUp: (name, percent) => `Next: ${name}, ${percent}`,
  verdict: (percent, name) => `${percent} — ${name}`,
  unsure: "unsure",
  confidence: "Confidence",
  confidenceAuto: "default",
  shortcuts: "Keys J, K: next, previous paragraph",
  paragraph: (i) => `Paragraph ${i}`,
  percent: (p) => `${Math.round(p * 100)}%`,
};
