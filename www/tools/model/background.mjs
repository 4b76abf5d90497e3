// The built-in paragraphs without a theme in Vietnamese, as bags: a part of the default model's
// training data. The studio and the command line have them and the English ones.
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { Failure, inRoot } from "../run.mjs";

const BAGS = "models/vi-public-life/bags.jsonl.gz";

/** Folder of the paragraphs: Vietnamese bags, English text. */
export const BACKGROUND = "models/background";
const VIETNAMESE = `${BACKGROUND}/vi.jsonl.gz`;

/** Paragraphs of the background: enough to learn what has no theme, few enough to train fast. */
const PARAGRAPHS = 1000;

/**
 * @typedef {object} Paragraph
 * @property {string} id
 * @property {string} group
 * @property {string[]} labels
 * @property {{ tokens: number, sentences: { ngrams: number[], tokens: number }[] }[]} windows
 */

/** Returns the Vietnamese paragraphs as JSON Lines of bags; `file.rs` describes the format. */
export const vietnameseBackground = () => gunzipSync(readFileSync(inRoot(VIETNAMESE)));

/** Writes the Vietnamese paragraphs. */
export const writeBackground = () =>
  writeFileSync(inRoot(VIETNAMESE), gzipSync(chosenParagraphs(), { level: 9 }));

/** Fails if the Vietnamese paragraphs are not those of the training data. */
export function checkBackground() {
  if (vietnameseBackground().toString() === chosenParagraphs()) return;
  throw new Failure(`${VIETNAMESE} differs from ${BAGS}. Run \`npm run train\`, and commit it.`);
}

function chosenParagraphs() {
  const lines = gunzipSync(readFileSync(inRoot(BAGS)))
    .toString()
    .trim()
    .split("\n");
  const header = JSON.parse(String(lines[0]));
  const ngrams = lines.slice(1, 1 + header.ngrams);
  /** @type {Paragraph[]} */
  const without = lines
    .slice(1 + header.ngrams)
    .map((line) => JSON.parse(line))
    .filter((one) => !one.labels.length && !one.ignore && !one.unsure && !one.train_only);
  // Every n-th one: the data are in the order of the labelling rounds.
  const step = without.length / Math.min(PARAGRAPHS, without.length);
  const chosen = Array.from(
    { length: Math.min(PARAGRAPHS, without.length) },
    (_, i) => /** @type {Paragraph} */ (without[Math.floor(i * step)]),
  );
  const used = new Set(chosen.flatMap(({ windows }) => windows.flatMap(indicesOf)));
  const kept = [...used].sort((a, b) => a - b);
  const newIndex = new Map(kept.map((old, i) => [old, i]));
  const paragraphs = chosen.map((one, i) => ({
    id: `background:${i + 1}`,
    group: one.group,
    labels: [],
    windows: one.windows.map(({ tokens, sentences }) => ({
      tokens,
      sentences: sentences.map((sentence) => ({
        ngrams: gaps(decoded(sentence.ngrams).map((old) => Number(newIndex.get(old)))),
        tokens: sentence.tokens,
      })),
    })),
  }));
  const { format, version, pipeline, max_n } = header;
  const counts = { background: 0, ngrams: kept.length, paragraphs: paragraphs.length };
  // The frequencies of the press would outweigh those of the user's few examples: none are kept.
  const vocabulary = kept.map((i) => [JSON.parse(String(ngrams[i]))[0], 0]);
  return [{ format, version, pipeline, max_n, ...counts }, ...vocabulary, ...paragraphs]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");
}

/** @param {Paragraph["windows"][number]} window */
const indicesOf = ({ sentences }) => sentences.flatMap(({ ngrams }) => decoded(ngrams));

/**
 * Returns the indices of a list that holds the first index and then the gaps.
 * @param {readonly number[]} list
 */
function decoded(list) {
  let last = 0;
  return list.map((gap) => {
    last += gap;
    return last;
  });
}

/** @param {readonly number[]} indices */
const gaps = (indices) => indices.map((index, i) => index - (i ? Number(indices[i - 1]) : 0));
