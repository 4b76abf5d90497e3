// Texts of our own: paragraphs that look like those of a provincial paper, no two of them alike, and what the peers learn from.
import { readdirSync, readFileSync } from "node:fs";
import { inRoot } from "../../../www/tools/run.mjs";

const CORPUS = "models/vi-public-life/corpus";

/** The labelled paragraphs of the default model's own corpus. */
export function labelled() {
  return readdirSync(inRoot(CORPUS))
    .filter((name) => name.endsWith(".jsonl"))
    .sort()
    .flatMap((name) => readFileSync(inRoot(CORPUS, name), "utf8").trim().split("\n"))
    .map((line) => JSON.parse(line));
}

/** A paragraph is full at this many bytes; with the sentence that fills it, it has some 535, as in the press. */
const FULL = 456;

/** The first `count` of an endless, always equal series of paragraphs, made of the sentences in another order each time. */
export function different(count) {
  const sentences = [
    ...readFileSync(inRoot("tests/bench/sentences.txt"), "utf8").trim().split("\n"),
    ...labelled().flatMap(({ text }) => text.split(/(?<=[.!?…]) /)),
  ];
  const random = xorshift(1n);
  const found = new Set();
  while (found.size < count) {
    const paragraph = [];
    // Fisher and Yates, from the front on until the paragraph is full.
    for (let at = 0, bytes = 0; at < sentences.length && bytes < FULL; at++) {
      const other = at + random(sentences.length - at);
      [sentences[at], sentences[other]] = [sentences[other], sentences[at]];
      paragraph.push(sentences[at]);
      bytes += Buffer.byteLength(sentences[at]) + 1;
    }
    found.add(paragraph.join(" "));
  }
  return [...found];
}

/** Marsaglia's xorshift64. */
function xorshift(state) {
  return (below) => {
    state ^= BigInt.asUintN(64, state << 13n);
    state ^= state >> 7n;
    state ^= BigInt.asUintN(64, state << 17n);
    return Number(state % BigInt(below));
  };
}
