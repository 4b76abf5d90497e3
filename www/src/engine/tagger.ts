import type { WasmTagger } from "#wasm";
import { BATCH_UNITS, type Batch, batches, MAX_BYTES_PER_UNIT } from "./batches.js";
import { messageOf, ThemelightError } from "./error.js";
import type { Evidence, ModelInfo, Tagger, Tagging, Theme } from "./types.js";

/** Longer than any text there is, and short of what would exhaust a 32-bit memory. */
const MAX_TEXT_UNITS = 64 * 1024 * 1024;

/** Texts are parted by U+0000 on their way into the wasm, so none may contain it; a space weighs the same. */
const SEPARATOR = "\0";

/** Evidence leaves the wasm as numbers in a row: the theme's place, start, end, weight. */
const NUMBERS = 4;

const encoder = new TextEncoder();

/** The typed face of one model in the wasm: converts, calls, converts. */
export class EngineTagger implements Tagger {
  readonly themes: readonly Theme[];
  readonly info: ModelInfo;
  readonly #thresholds: Float32Array;
  #wasm: WasmTagger | undefined;

  constructor(wasm: WasmTagger) {
    this.#wasm = wasm;
    const { themes, info } = wasm.about();
    this.themes = Object.freeze(themes.map(themeOf));
    this.info = Object.freeze(info);
    this.#thresholds = Float32Array.from(this.themes, (theme) => theme.threshold);
  }

  tag(texts: readonly string[]): Tagging[] {
    checkTexts(texts);
    const wasm = this.#open();
    const results: Tagging[] = [];
    for (const batch of batches(texts)) {
      const scores = guarded(() => scoreBatch(wasm, texts, batch));
      const width = this.themes.length;
      for (let at = 0; at < scores.length; at += width) {
        // A copy: `scores` is a view on wasm memory, which the next call overwrites.
        results.push(this.#tagging(scores.slice(at, at + width)));
      }
    }
    return results;
  }

  explain(text: string): Evidence[] {
    checkTexts([text]);
    const wasm = this.#open();
    const found = guarded(() => wasm.explain(write(wasm, withoutSeparator(text), text.length)));
    const evidence: Evidence[] = [];
    for (let at = 0; at < found.length; at += NUMBERS) {
      const [theme, start, end, weight] = found.subarray(at) as unknown as Iterable<number> & number[];
      evidence.push({ theme: this.themes[theme!]!.id, start: start!, end: end!, weight: weight! });
    }
    return evidence;
  }

  close(): void {
    this.#wasm?.free();
    this.#wasm = undefined;
  }

  #open(): WasmTagger {
    if (this.#wasm) return this.#wasm;
    throw new ThemelightError("tagger/closed", "This tagger was closed. Load another one with load().");
  }

  #tagging(scores: Float32Array): Tagging {
    const themes = this.themes
      .map((theme, i) => ({ theme: theme.id, score: scores[i]! }))
      .filter((_, i) => scores[i]! >= this.#thresholds[i]!)
      .sort((a, b) => b.score - a.score);
    return { themes, scores };
  }
}

function scoreBatch(wasm: WasmTagger, texts: readonly string[], { from, to, units }: Batch): Float32Array {
  const joined =
    to - from === 1
      ? withoutSeparator(texts[from]!)
      : texts.slice(from, to).map(withoutSeparator).join(SEPARATOR);
  return wasm.tag(write(wasm, joined, units));
}

/** The wasm gives names as pairs of a language and a name. */
function themeOf({ name, ...theme }: Theme & { name: Iterable<[string, string]> }): Theme {
  return Object.freeze({ ...theme, name: Object.fromEntries(name) });
}

/** Writes the text into wasm memory as UTF-8; the number of bytes written. */
function write(wasm: WasmTagger, text: string, units: number): number {
  if (units <= BATCH_UNITS) {
    return encoder.encodeInto(text, wasm.input(units * MAX_BYTES_PER_UNIT)).written;
  }
  // A very long text is measured first: room for the worst case would treble wasm memory for good.
  const bytes = encoder.encode(text);
  wasm.input(bytes.length).set(bytes);
  return bytes.length;
}

function withoutSeparator(text: string): string {
  return text.includes(SEPARATOR) ? text.replaceAll(SEPARATOR, " ") : text;
}

function checkTexts(texts: readonly string[]): void {
  if (!Array.isArray(texts))
    wrong("type", `tag() takes an array of strings, but was given ${nameOf(texts)}.`);
  for (const [i, text] of texts.entries()) {
    if (typeof text !== "string") wrong("type", `Text ${i} should be a string, but is ${nameOf(text)}.`);
    if (text.length > MAX_TEXT_UNITS) {
      const most = `at most ${MAX_TEXT_UNITS} fit. Split it into paragraphs.`;
      wrong("too-large", `Text ${i} has ${text.length} characters; ${most}`);
    }
  }
}

function wrong(what: string, message: string): never {
  throw new ThemelightError(`input/${what}`, message);
}

const nameOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;

/** A trap in the wasm is a bug of ours or the end of its memory; either way the caller gets one kind of error. */
function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (cause) {
    throw engineError(cause);
  }
}

/** The engine's own errors begin with a code on a line of its own; anything else is a trap. */
export function engineError(cause: unknown): ThemelightError {
  const message = messageOf(cause);
  const [, code, what] = /^([a-z]+\/[a-z-]+)\n(.*)$/s.exec(message) ?? [];
  if (code) return new ThemelightError(code, what!, { cause });
  return new ThemelightError(
    "engine/failed",
    `The engine stopped (${message}). Reload the page; if it happens again, please report the text.`,
    { cause },
  );
}
