// Labelled paragraphs to train on, as many as wanted, made of the words of the corpus.
import { labelled, xorshift } from "../texts.mjs";

/** Share of paragraphs without a theme, in percent: a newspaper's have none more often than one. */
const WITHOUT_THEME = 50;
/** Share of paragraphs with a theme that have a second one, in percent. */
const SECOND_THEME = 10;
/** Share of words that do not follow the word before them in the corpus, in percent. */
const JUMPS = 20;
const MIN_WORDS = 50;
const MAX_WORDS = 110;

/**
 * Returns a CSV file with paragraphs of 80 words on average and up to two of the corpus's four themes
 * each. Each word follows the one before it as somewhere in the paragraphs of the theme, or is drawn
 * from them: new n-grams appear with every paragraph, as in articles.
 * @param {number} count
 */
export function labelledCsv(count) {
  const random = xorshift(1n);
  const chains = chainsByTheme();
  const themes = [...chains.keys()].filter(Boolean).sort();
  const theme = () => themes[random(themes.length)];
  const lines = Array.from({ length: count }, () => {
    const labels = new Set();
    if (random(100) >= WITHOUT_THEME) {
      labels.add(theme());
      if (random(100) < SECOND_THEME) labels.add(theme());
    }
    const sources = labels.size ? [...labels] : [""];
    const words = MIN_WORDS + random(MAX_WORDS - MIN_WORDS);
    const texts = sources.map((name) =>
      textOf(chains.get(name), Math.ceil(words / sources.length), random),
    );
    return `"${texts.join(" ")}";${[...labels].join("|")}\n`;
  });
  return `Nội dung;Chủ đề\n${lines.join("")}`;
}

/** Returns the words of the paragraphs with each theme, and of those without, under "". */
function chainsByTheme() {
  const chains = new Map();
  for (const { text, labels } of labelled()) {
    for (const label of labels.length ? labels : [""]) {
      if (!chains.has(label)) chains.set(label, { words: [], after: new Map() });
      const { words, after } = chains.get(label);
      for (const word of text.replaceAll('"', "").split(/\s+/)) {
        const before = words.at(-1);
        if (!after.has(before)) after.set(before, []);
        after.get(before).push(word);
        words.push(word);
      }
    }
  }
  return chains;
}

function textOf({ words, after }, count, random) {
  const text = [];
  while (text.length < count) {
    const next = random(100) < JUMPS ? words : (after.get(text.at(-1)) ?? words);
    text.push(next[random(next.length)]);
  }
  return text.join(" ");
}
