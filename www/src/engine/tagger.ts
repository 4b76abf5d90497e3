import type { WasmTagger } from "#wasm";
import { BATCH_UNITS, type Batch, batches, MAX_BYTES_PER_UNIT } from "./batches.js";
import { type ErrorCode, messageOf, ThemelightError } from "./error.js";
import type { Evidence, ModelInfo, Tagger, Tagging, Theme, ThemeScore } from "./types.js";

/** Longer than any text there is, and short of what would exhaust a 32-bit memory. */
const MAX_TEXT_UNITS = 64 * 1024 * 1024;

/** Texts are parted by U+0000 on their way into the wasm, so none may contain it; a space weighs the same. */
const SEPARATOR = "\0";

/** What the wasm tells of a model: four numbers, and two more for each theme. */
type Numbers = [pipeline: number, features: number, bytes: number, checksum: number, ...themes: number[]];
/** What it tells of a theme: names by language, and colours. */
type Label = [id: string, names: [string, string][], color: string, colorDark: string];

const encoder = new TextEncoder();

/** The typed face of one model in the wasm: converts, calls, converts. */
export class EngineTagger implements Tagger {
  readonly themes: readonly Theme[];
  readonly info: ModelInfo;
  #wasm: WasmTagger | undefined;

  constructor(wasm: WasmTagger) {
    this.#wasm = wasm;
    const [pipeline, features, bytes, checksum, ...rest] = wasm.numbers() as unknown as Numbers;
    this.themes = Object.freeze(
      wasm.labels().map(
        ([id, names, color, colorDark]: Label): Theme =>
          Object.freeze({
            id,
            name: Object.fromEntries(names),
            color,
            colorDark,
            threshold: rest.shift()!,
            bias: rest.shift()!,
          }),
      ),
    );
    this.info = Object.freeze({
      pipeline,
      features,
      bytes,
      checksum: checksum.toString(16).padStart(8, "0"),
    });
    // Browsers compile a function when it is first called, and memory is had at first use: not at the reader's first text.
    this.tag(["a"]);
  }

  tag(texts: readonly string[]): Tagging[] {
    checkTexts(texts);
    const wasm = this.#open();
    const width = this.themes.length;
    const results: Tagging[] = [];
    for (const batch of batches(texts)) {
      const scores = guarded(() => scoreBatch(wasm, texts, batch, width));
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
    // Four numbers each: the theme's place, start, end, weight.
    const found = guarded(() => wasm.explain(write(wasm, withoutSeparator(text), text.length)));
    const evidence: Evidence[] = [];
    for (let at = 0; at < found.length; ) {
      evidence.push({
        theme: this.themes[found[at++]!]!.id,
        start: found[at++]!,
        end: found[at++]!,
        weight: found[at++]!,
      });
    }
    return evidence;
  }

  close(): void {
    this.#wasm?.free();
    this.#wasm = undefined;
  }

  #open(): WasmTagger {
    if (this.#wasm) return this.#wasm;
    throw new ThemelightError("tagger/closed", "This tagger is closed. Load another with load().");
  }

  #tagging(scores: Float32Array): Tagging {
    const themes: ThemeScore[] = [];
    for (let i = 0; i < scores.length; i++) {
      const { id: theme, threshold } = this.themes[i]!;
      const score = scores[i]!;
      // Highest first. There are few: to look from the end is quicker than to sort.
      let at = themes.length;
      while (at && themes[at - 1]!.score < score) at--;
      if (score >= threshold) themes.splice(at, 0, { theme, score });
    }
    return { themes, scores };
  }
}

function scoreBatch(
  wasm: WasmTagger,
  texts: readonly string[],
  { from, to, units }: Batch,
  width: number,
): Float32Array {
  const batch = texts.slice(from, to);
  const scores = wasm.tag(write(wasm, batch.join(SEPARATOR), units));
  if (scores.length === batch.length * width) return scores;
  // Hardly any text has the separator in it: looking for it in all of them would take longer than starting again.
  return wasm.tag(write(wasm, batch.map(withoutSeparator).join(SEPARATOR), units));
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
  return text.replaceAll(SEPARATOR, " ");
}

function checkTexts(texts: readonly string[]): void {
  if (!Array.isArray(texts))
    wrong("type", `tag() takes an array of strings, but was given ${nameOf(texts)}.`);
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    if (typeof text !== "string") wrong("type", `Text ${i} should be a string, but is ${nameOf(text)}.`);
    if (text.length > MAX_TEXT_UNITS) {
      wrong("too-large", `Text ${i} has ${text.length} characters; at most ${MAX_TEXT_UNITS} fit. Split it.`);
    }
  }
}

function wrong(what: "type" | "too-large", message: string): never {
  throw new ThemelightError(`input/${what}`, message);
}

const nameOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;

/** A trap in the wasm is a bug of ours or the end of its memory; either way the caller gets one kind of error. */
export function guarded<T>(call: () => T): T {
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
  if (code) return new ThemelightError(code as ErrorCode, what!, { cause });
  return new ThemelightError("engine/failed", `The engine stopped (${message}). Reload the page.`, { cause });
}
