// `node www/tools/overlap.mjs PRESS…`: whether a paragraph of our own corpus shares eight syllables in a row with other
// people's text (`.jsonl` with a `text`, else one paragraph a line). The corpus is to be ours: run it after writing some.
import { readdirSync, readFileSync } from "node:fs";
import { Failure, inRoot, main } from "./run.mjs";

const CORPUS = "models/vi-public-life/corpus";
const RUN = 8;

function* runs(text) {
  const syllables =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  for (let i = 0; i + RUN <= syllables.length; i++) yield syllables.slice(i, i + RUN).join(" ");
}

const lines = (file) => readFileSync(file, "utf8").split("\n").filter(Boolean);
const texts = (file) =>
  file.endsWith(".jsonl") ? lines(file).map((line) => JSON.parse(line).text) : lines(file);

main(async () => {
  const files = process.argv.slice(2);
  if (files.length === 0)
    throw new Failure("Say which texts to compare with: node www/tools/overlap.mjs PRESS…");
  const ours = new Map();
  for (const name of readdirSync(inRoot(CORPUS))) {
    for (const { id, text } of lines(inRoot(CORPUS, name)).map((line) => JSON.parse(line))) {
      for (const run of runs(text)) ours.set(run, id);
    }
  }
  const shared = new Map();
  for (const file of files) {
    for (const text of texts(file)) {
      for (const run of runs(text)) if (ours.has(run)) shared.set(ours.get(run), run);
    }
  }
  for (const [id, run] of shared) console.log(`${id}: “${run}”`);
  if (shared.size > 0)
    throw new Failure(`${shared.size} paragraphs of ${CORPUS} are not all ours; write them anew.`);
  console.log(`${ours.size} runs of ${RUN} syllables, none of them in ${files.length} files.`);
});
