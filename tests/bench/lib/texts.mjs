// Texts written for this repository: paragraphs to measure with, and labelled ones to train peers
// on.
import { readdirSync, readFileSync } from "node:fs";
import { inRoot } from "../../../www/tools/run.mjs";

const CORPUS = "models/vi-public-life/corpus";

/** Returns the labelled paragraphs of the corpus in the repository. */
export function labelled() {
  return readdirSync(inRoot(CORPUS))
    .filter((name) => name.endsWith(".jsonl"))
    .sort()
    .flatMap((name) => readFileSync(inRoot(CORPUS, name), "utf8").trim().split("\n"))
    .map((line) => JSON.parse(line));
}

/** Minimum size of a paragraph in bytes; the average is about 535, as in newspapers. */
const MIN_BYTES = 456;

/** Returns the first `count` paragraphs of a deterministic sequence, made of shuffled sentences. */
export function different(count) {
  const sentences = [
    ...readFileSync(inRoot("tests/bench/sentences.txt"), "utf8").trim().split("\n"),
    ...labelled().flatMap(({ text }) => text.split(/(?<=[.!?…]) /)),
  ];
  const random = xorshift(1n);
  const found = new Set();
  while (found.size < count) {
    const paragraph = [];
    // A Fisher–Yates shuffle, as far as the paragraph needs sentences.
    for (let at = 0, bytes = 0; at < sentences.length && bytes < MIN_BYTES; at++) {
      const other = at + random(sentences.length - at);
      [sentences[at], sentences[other]] = [sentences[other], sentences[at]];
      paragraph.push(sentences[at]);
      bytes += Buffer.byteLength(sentences[at]) + 1;
    }
    found.add(paragraph.join(" "));
  }
  return [...found];
}

/** Returns a pseudo-random generator of numbers below a limit: G. Marsaglia's xorshift64. */
export function xorshift(state) {
  return (below) => {
    state ^= BigInt.asUintN(64, state << 13n);
    state ^= state >> 7n;
    state ^= BigInt.asUintN(64, state << 17n);
    return Number(state % BigInt(below));
  };
}
