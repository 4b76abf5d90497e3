import type { Texts } from "./index.js";

const paragraphs = (n: number) => (n === 1 ? "1 paragraph" : `${n} paragraphs`);

export const en: Texts = {
  legend: "Themes in this article",
  themesOf: "Themes",
  pill: (n, themes) => `${paragraphs(n)} · ${themes === 1 ? "1 theme" : `${themes} themes`}`,
  none: "No themes on this page",
  working: "Reading the article…",
  count: paragraphs,
  showing: (n, themes) => `Filtered by ${themes}: ${paragraphs(n)}`,
  showingAll: (n) => `All shown: ${paragraphs(n)} with themes`,
  next: "Next paragraph",
  previous: "Previous paragraph",
  place: (i, n) => `${i}/${n}`,
  list: "List of paragraphs",
  why: "Why?",
  whyHint: "Choose a paragraph to see why",
  close: "Close",
  open: "Open the themes in this article",
  all: "All",
  runnerUp: (name, percent) => `Next: ${name}, ${percent}`,
  verdict: (percent, name) => `${percent} — ${name}`,
  unsure: "unsure",
  confidence: "Confidence",
  confidenceAuto: "default",
  hide: "Hide marks",
  show: "Show marks",
  shortcuts: "Keys J, K: next, previous paragraph",
  paragraph: (i) => `Paragraph ${i}`,
  percent: (p) => `${Math.round(p * 100)}%`,
  strip: "Where the themes are in the article",
};
