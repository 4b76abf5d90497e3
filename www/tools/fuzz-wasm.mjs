// The wasm boundary under random texts, values and model files: what `npm run fuzz` runs for
// minutes and tests/js/fuzz-wasm.test.ts for a moment. The package in dist/npm must be built.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { inRoot } from "./run.mjs";

/** @typedef {import("../src/engine/types.js").Tagger} Tagger */
/** @typedef {() => number} Random a number from 0 to 1, without 1 */

/** Parts of texts: words with and without weights, spellings, what is hard to encode or to split. */
const PARTS = [
  "thi hành kỷ luật 63 đảng viên",
  "tinh giản biên chế",
  "đào tạo, bồi dưỡng cán bộ",
  "chuyển đổi số. Hoà giải kỉ luật",
  "Ho\u0300a gia\u0309i Vie\u0323\u0302t",
  "\0",
  "\ud83d",
  "\udc69",
  "👩🏽‍💻",
  "\u200b\u00ad\ufeff\u00a0",
  "İ\u0323",
  "漢字 नमस्ते",
  "1.250 18-NQ/TW",
  ". ",
  "\n",
  "a".repeat(300),
  "\u0301".repeat(40),
];

/** Values that are no texts. */
const NO_TEXTS = [undefined, null, 5, true, {}, [], Symbol("text"), 10n, () => "text"];

/**
 * Runs checks until one fails, until `seconds` have passed or `rounds` are done. Resolves with the
 * number of rounds; the same seed makes the same inputs.
 * @param {{ seed: number, seconds?: number, rounds?: number }} limits
 * @throws {Error} that names the seed and the round
 */
export async function fuzzWasm({ seed, seconds = Infinity, rounds = Infinity }) {
  const { load, ThemelightError } = await import(pathToFileURL(inRoot("dist/npm/node.js")).href);
  const random = generator(seed);
  const file = readFileSync(inRoot("tests/golden/toy.model"));
  /** @type {Tagger} */
  const tagger = await load();
  const end = performance.now() + seconds * 1000;
  let round = 0;
  try {
    for (; round < rounds && performance.now() < end; round++) {
      checkTexts(tagger, random);
      checkRefusal(tagger, random, ThemelightError);
      await checkModel(load, altered(file, random), random, ThemelightError);
    }
  } catch (cause) {
    throw new Error(`wasm, seed ${seed}, round ${round}: ${cause}`, { cause });
  } finally {
    tagger.close();
  }
  return round;
}

/**
 * Checks a batch of texts: one result each, the same alone, evidence that adds up.
 * @param {Tagger} tagger
 * @param {Random} random
 */
function checkTexts(tagger, random) {
  const texts = Array.from({ length: below(random, 5) }, () => text(random));
  const results = tagger.tag(texts);
  assert.equal(results.length, texts.length, "one result for each text");
  texts.forEach((one, i) => {
    const [alone] = tagger.tag([one]);
    assert.deepEqual(alone, results[i], `${JSON.stringify(one)} alone and in a batch`);
    assert.deepEqual(
      tagger.tag([wellFormed(one)])[0],
      alone,
      `${JSON.stringify(one)} with U+FFFD for lone surrogates`,
    );
    if (alone) checkResult(tagger, one, alone);
  });
}

/**
 * @param {Tagger} tagger
 * @param {string} one
 * @param {import("../src/engine/types.js").Tagging} result
 */
function checkResult(tagger, one, { scores, themes }) {
  const shown = JSON.stringify(one);
  assert.ok(
    scores.every((score) => score >= 0 && score <= 1),
    `scores of ${shown}`,
  );
  const over = tagger.themes.flatMap(({ id, threshold }, i) =>
    /** @type {number} */ (scores[i]) >= threshold ? [id] : [],
  );
  assert.deepEqual(themes.map(({ theme }) => theme).sort(), over.sort(), `themes of ${shown}`);
  assert.ok(
    themes.every(({ score }, i) => score <= (themes[i - 1]?.score ?? 1)),
    "best first",
  );

  const evidence = tagger.explain(one);
  for (const { start, end } of evidence) {
    assert.ok(0 <= start && start < end && end <= one.length, `${start}–${end} in ${shown}`);
    for (const at of [start, end]) {
      const pair = /^[\ud800-\udbff][\udc00-\udfff]$/.test(one.slice(at - 1, at + 1));
      assert.ok(!pair, `${at} is between two surrogates of ${shown}`);
    }
  }
  tagger.themes.forEach(({ id, bias }, i) => {
    const weights = evidence.filter(({ theme }) => theme === id).map(({ weight }) => weight);
    const logit = weights.reduce((sum, weight) => sum + weight, bias);
    const score = /** @type {number} */ (scores[i]);
    // Rounding of the sum is relative to its largest part.
    const slack = 1e-6 + 1e-12 * weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
    assert.ok(Math.abs(1 / (1 + Math.exp(-logit)) - score) <= slack, `${id} of ${shown}`);
  });
}

/**
 * Checks that a list with something else than texts is refused by name.
 * @param {Tagger} tagger
 * @param {Random} random
 * @param {new (...args: never[]) => Error} ThemelightError
 */
function checkRefusal(tagger, random, ThemelightError) {
  const wrong = /** @type {string} */ (/** @type {unknown} */ (pick(random, NO_TEXTS)));
  for (const call of [() => tagger.tag(["a", wrong]), () => tagger.explain(wrong)]) {
    assert.throws(call, (error) => {
      assert.ok(error instanceof ThemelightError, String(error));
      assert.equal(/** @type {{ code?: string }} */ (error).code, "input/type");
      return true;
    });
  }
}

/**
 * Checks that a model file is refused with a typed error, or tags.
 * @param {(options: object) => Promise<Tagger>} load
 * @param {Uint8Array} model
 * @param {Random} random
 * @param {new (...args: never[]) => Error} ThemelightError
 */
async function checkModel(load, model, random, ThemelightError) {
  /** @type {Tagger} */
  let tagger;
  try {
    tagger = await load({ model });
  } catch (error) {
    assert.ok(error instanceof ThemelightError, String(error));
    assert.match(String(/** @type {{ code?: string }} */ (error).code), /^model\//);
    return;
  }
  try {
    checkTexts(tagger, random);
  } finally {
    tagger.close();
  }
}

/**
 * Returns a copy of a model file with some bytes altered, cut or repeated. Half of the copies have
 * a valid length and checksum, so that the fields behind them are read.
 * @param {Uint8Array} file
 * @param {Random} random
 */
function altered(file, random) {
  let bytes = Uint8Array.from(file);
  for (let i = below(random, 4); i > 0; i--)
    bytes[below(random, bytes.length)] = below(random, 256);
  if (random() < 0.2) bytes = bytes.slice(0, below(random, bytes.length));
  if (random() < 0.1)
    bytes = Uint8Array.from([...bytes, ...bytes.slice(below(random, bytes.length))]);
  if (bytes.length > 16 && random() < 0.5) {
    bytes.set(file.subarray(0, 8));
    const header = new DataView(bytes.buffer);
    header.setUint32(8, bytes.length, true);
    header.setUint32(12, crc32(bytes.subarray(16)), true);
  }
  return bytes;
}

/**
 * Returns a text with U+FFFD for lone surrogates.
 * @param {string} one
 */
const wellFormed = (one) =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(one));

/** @param {Random} random */
const text = (random) =>
  Array.from({ length: below(random, 12) }, () => pick(random, PARTS)).join(
    pick(random, [" ", "", "\n"]),
  );

/**
 * @param {Random} random
 * @param {number} limit
 */
const below = (random, limit) => Math.floor(random() * limit);

/**
 * @template T
 * @param {Random} random
 * @param {readonly T[]} list
 */
const pick = (random, list) => /** @type {T} */ (list[below(random, list.length)]);

/**
 * The generator mulberry32. `Math.random` has no seed.
 * @param {number} seed
 * @returns {Random}
 */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** CRC-32 as in zip. Node has one from 22.2 on. @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
