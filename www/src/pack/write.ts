/** Writes model packs. `src/pack.rs` documents the bytes. */
import { MAGIC } from "./magic.js";
import { HEADER, readPack, refuse, VERSION } from "./read.js";
import type { PackHeader, PackScores } from "./types.js";

const MAX_WORDS = 100;

/**
 * Returns a pack of a model file and a header. Reads it back to check it, but does not run its
 * self-tests: `load` does.
 *
 * Needs `crypto.subtle`: a page served over HTTPS or from localhost, or Node.
 *
 * @throws ThemelightError as `readPack` does
 */
export async function packModel(
  model: Uint8Array,
  header: PackHeader,
): Promise<Uint8Array<ArrayBuffer>> {
  checkFigures(header);
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(HEADER + json.length + model.length);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(4, VERSION, true);
  view.setUint32(8, json.length, true);
  view.setUint32(12, model.length, true);
  bytes.set(json, HEADER);
  bytes.set(model, HEADER + json.length);
  bytes.set(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.subarray(HEADER))), 16);
  await readPack(bytes);
  return bytes;
}

/** Checks the fields that no reader uses but the command line shows. */
function checkFigures({ scores, words, tests }: PackHeader): void {
  const shares = [
    ...(scores ? figuresOf(scores) : []),
    ...(tests ?? []).flatMap((test) => Object.values(test.scores ?? {})),
  ];
  const wrong = shares.find((share) => !(share >= 0 && share <= 1));
  if (wrong !== undefined)
    refuse("pack/header", `expected figures from 0 to 1 in its header, found ${wrong}`);
  for (const [id, list] of Object.entries(words ?? {})) {
    if (list.length > MAX_WORDS)
      refuse("pack/header", `words: expected at most ${MAX_WORDS} of ${id}, found ${list.length}`);
  }
}

const figuresOf = ({ macro_f1, themes }: PackScores): number[] => [
  macro_f1,
  ...Object.values(themes ?? {}).flatMap(({ precision, recall, f1 }) => [precision, recall, f1]),
];
