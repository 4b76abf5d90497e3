// `node www/tools/model/overlap.mjs PRESS…`: checks that no paragraph of the corpus shares eight
// consecutive syllables with other texts: `.jsonl` files with a `text`, or one paragraph per line.
// Run it after additions: the corpus must not contain text of others.
import { readdirSync, readFileSync } from "node:fs";
import { Failure, inRoot, main } from "../run.mjs";

const CORPUS = "models/vi-public-life/corpus";
/** Length of a run, in syllables. */
const RUN = 8;

/** @param {string} text */
function* runs(text) {
  const syllables =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  for (let i = 0; i + RUN <= syllables.length; i++) yield syllables.slice(i, i + RUN).join(" ");
}

const lines = (/** @type {string} */ file) =>
  readFileSync(file, "utf8").split("\n").filter(Boolean);
/**
 * @param {string} file
 * @returns {string[]}
 */
const texts = (file) =>
  file.endsWith(".jsonl") ? lines(file).map((line) => JSON.parse(line).text) : lines(file);

main(() => {
  const files = process.argv.slice(2);
  if (files.length === 0) {
    throw new Failure("Expected files to compare with: node www/tools/model/overlap.mjs PRESS…");
  }
  /** @type {Map<string, string>} run of the corpus → id of its paragraph */
  const corpus = new Map();
  for (const name of readdirSync(inRoot(CORPUS))) {
    for (const { id, text } of lines(inRoot(CORPUS, name)).map((line) => JSON.parse(line))) {
      for (const run of runs(text)) corpus.set(run, id);
    }
  }
  /** @type {Map<string, string>} id → a shared run */
  const shared = new Map();
  for (const file of files) {
    for (const run of texts(file).flatMap((text) => [...runs(text)])) {
      const id = corpus.get(run);
      if (id !== undefined) shared.set(id, run);
    }
  }
  for (const [id, run] of shared) console.log(`${id}: “${run}”`);
  if (shared.size > 0) {
    throw new Failure(
      `${shared.size} paragraphs of ${CORPUS} overlap with other texts; rewrite them.`,
    );
  }
  console.log(`${corpus.size} runs of ${RUN} syllables, none of them in ${files.length} files.`);
});
