import type { WasmTagger } from "#wasm";
import type { PackHeader } from "../pack/types.js";
import { BATCH_UNITS, type Batch, batches, MAX_BYTES_PER_UNIT } from "./batches.js";
import { type ErrorCode, messageOf, nameOf, ThemelightError } from "./error.js";
import { taggingOf } from "./tagging.js";
import type { Evidence, ModelInfo, Tagger, Tagging, Theme } from "./types.js";

/** UTF-16 code units of the longest text that `tag` accepts: 32-bit memory has room for it at three bytes a unit. */
const MAX_TEXT_UNITS = 64 * 1024 * 1024;
/** The same for `explain`, whose evidence takes some hundred times as much memory as the text. */
const MAX_EXPLAIN_UNITS = 1024 * 1024;

/** Separates the texts of a batch in wasm memory. A text that contains it gets a space instead, which scores the same. */
const SEPARATOR = "\0";

/** The numbers of a model: four, and two more for each theme. */
type Numbers = [
  pipeline: number,
  features: number,
  bytes: number,
  checksum: number,
  ...themes: number[],
];
/** A theme's names by language, and its colours. */
type Label = [id: string, names: [string, string][], color: string, colorDark: string];

const encoder = new TextEncoder();

/** The typed API of one model in the wasm: converts, calls, converts. */
export class EngineTagger implements Tagger {
  readonly themes: readonly Theme[];
  readonly info: ModelInfo;
  #wasm: WasmTagger | undefined;
  readonly #memory: WebAssembly.Memory;

  /** @param pack the header of the model's pack; its names and colours replace the model's */
  constructor(wasm: WasmTagger, memory: WebAssembly.Memory, pack?: PackHeader) {
    this.#wasm = wasm;
    this.#memory = memory;
    const labels: Label[] = [];
    const count = guarded(() => {
      wasm.labels(labels);
      return wasm.about();
    });
    const [pipeline, features, bytes, checksum, ...rest] = this.#numbers(
      wasm,
      count,
    ) as unknown as Numbers;
    this.themes = Object.freeze(
      labels.map(
        ([id, names, color, colorDark], i): Theme =>
          Object.freeze({
            id,
            name: pack?.themes[i] ? { ...pack.themes[i].name } : Object.fromEntries(names),
            color: pack?.themes[i]?.color.light ?? color,
            colorDark: pack?.themes[i]?.color.dark ?? colorDark,
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
      // A model file has the names in the language of its texts first.
      language: pack?.language ?? labels[0]![1][0]![0],
      ...(pack && { pack }),
    });
    // Warm-up: compile and allocate before the first call.
    this.tag(["a"]);
  }

  tag(texts: readonly string[]): Tagging[] {
    if (!Array.isArray(texts)) {
      wrong("type", `tag() takes an array of strings, but was given ${nameOf(texts)}.`);
    }
    const checked = checkTexts(texts, MAX_TEXT_UNITS);
    const wasm = this.#open();
    const width = this.themes.length;
    const results: Tagging[] = [];
    for (const batch of batches(checked)) {
      const scores = this.#scoreBatch(wasm, checked, batch);
      for (let at = 0; at < scores.length; at += width) {
        // A copy: `scores` is a view of wasm memory, which the next call overwrites.
        results.push(taggingOf(this.themes, scores.slice(at, at + width)));
      }
    }
    return results;
  }

  explain(text: string): Evidence[] {
    const [checked] = checkTexts([text], MAX_EXPLAIN_UNITS) as [string];
    const wasm = this.#open();
    const length = this.#write(wasm, withoutSeparator(checked), checked.length);
    const count = guarded(() => wasm.explain(length));
    if (count === undefined)
      wrong("too-large", "The text has too much evidence to list it. Split it.");
    // Four numbers each: index of the theme, start, end, weight.
    const found = this.#numbers(wasm, count);
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
    const wasm = this.#wasm;
    this.#wasm = undefined;
    // After a trap the object counts as borrowed for ever, and cannot be freed.
    if (!trap) wasm?.free();
  }

  #open(): WasmTagger {
    if (this.#wasm) return this.#wasm;
    throw new ThemelightError("tagger/closed", "This tagger is closed. Load another with load().");
  }

  /** A view of the scores of a batch; valid until the next call into the wasm. */
  #scoreBatch(
    wasm: WasmTagger,
    texts: readonly string[],
    { from, to, units }: Batch,
  ): Float32Array {
    const batch = texts.slice(from, to);
    const expected = batch.length * this.themes.length;
    let found = this.#tagJoined(wasm, batch, units);
    // Few texts contain the separator: scoring again is cheaper than searching every text for it.
    if (found !== expected) found = this.#tagJoined(wasm, batch.map(withoutSeparator), units);
    const start = guarded(() => wasm.scores_start());
    // Views are made after the call: a call may grow the memory, which detaches its former buffer.
    return new Float32Array(this.#memory.buffer, start, found);
  }

  #tagJoined(wasm: WasmTagger, batch: readonly string[], units: number): number {
    const length = this.#write(wasm, batch.join(SEPARATOR), units);
    return guarded(() => wasm.tag(length, batch.length));
  }

  /** A view of the numbers that the last call wrote; valid until the next call into the wasm. */
  #numbers(wasm: WasmTagger, count: number): Float64Array {
    const start = guarded(() => wasm.numbers_start());
    return new Float64Array(this.#memory.buffer, start, count);
  }

  /** Writes the text into wasm memory as UTF-8; returns the number of bytes. */
  #write(wasm: WasmTagger, text: string, units: number): number {
    if (units <= BATCH_UNITS) {
      return encoder.encodeInto(text, this.#input(wasm, units * MAX_BYTES_PER_UNIT)).written;
    }
    // A very long text is encoded first: room for three bytes a unit would treble wasm memory,
    // which never shrinks.
    const bytes = encoder.encode(text);
    this.#input(wasm, bytes.length).set(bytes);
    return bytes.length;
  }

  #input(wasm: WasmTagger, length: number): Uint8Array {
    const start = guarded(() => wasm.input(length));
    if (start === undefined)
      wrong("too-large", `There is no memory for a text of ${length} bytes. Split it.`);
    return new Uint8Array(this.#memory.buffer, start, length);
  }
}

function withoutSeparator(text: string): string {
  return text.replaceAll(SEPARATOR, " ");
}

/** A copy, so that no getter or proxy gives another text when it is read again. */
function checkTexts(texts: readonly string[], limit: number): string[] {
  const checked: string[] = [];
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i]!;
    if (typeof text !== "string")
      wrong("type", `Text ${i} should be a string, but is ${nameOf(text)}.`);
    if (text.length > limit) {
      wrong(
        "too-large",
        `Text ${i} has ${text.length} characters; at most ${limit} are allowed. Split it.`,
      );
    }
    checked.push(text);
  }
  return checked;
}

function wrong(what: "type" | "too-large", message: string): never {
  throw new ThemelightError(`input/${what}`, message);
}

/** The trap that ended the engine of this realm, if there was one. Its memory may be half written: no call is safe. */
let trap: ThemelightError | undefined;

/** Calls into the wasm; what it throws becomes a `ThemelightError`. After a trap every later call fails at once. */
export function guarded<T>(call: () => T): T {
  if (trap) throw new ThemelightError(trap.code, trap.message, { cause: trap.cause });
  try {
    return call();
  } catch (cause) {
    const error = engineError(cause);
    if (error.code === "engine/failed") trap = error;
    throw error;
  }
}

/** The engine's own errors begin with a code on a line of its own; anything else is a trap. */
export function engineError(cause: unknown): ThemelightError {
  const message = messageOf(cause);
  const [, code, what] = /^([a-z]+\/[a-z-]+)\n(.*)$/s.exec(message) ?? [];
  if (code) return new ThemelightError(code as ErrorCode, what!, { cause });
  return new ThemelightError(
    "engine/failed",
    `The engine stopped (${message}) and cannot go on. Reload the page, or start a new worker or process.`,
    { cause },
  );
}
