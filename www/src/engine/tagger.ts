import type { WasmTagger } from "#wasm";
import { BATCH_UNITS, type Batch, batches, MAX_BYTES_PER_UNIT } from "./batches.js";
import { messageOf, ThemelightError } from "./error.js";
import type { Evidence, ModelInfo, Tagger, Tagging, Theme, ThemeScore } from "./types.js";

/** Longer than any text there is, and short of what would exhaust a 32-bit memory. */
const MAX_TEXT_UNITS = 64 * 1024 * 1024;

/** Texts are parted by U+0000 on their way into the wasm, so none may contain it; a space weighs the same. */
const SEPARATOR = "\0";

const encoder = new TextEncoder();

/** Something of everything that texts are made of. */
const WARM_UP = "Sau “sắp xếp”, huyện A giảm 12 đầu mối. TP. B: 5G/18-NQ/TW – hết.";

/** The typed face of one model in the wasm: converts, calls, converts. */
export class EngineTagger implements Tagger {
  readonly themes: readonly Theme[];
  readonly info: ModelInfo;
  #wasm: WasmTagger | undefined;

  constructor(wasm: WasmTagger) {
    this.#wasm = wasm;
    const [pipeline, features, bytes, checksum, ...rest] = wasm.numbers();
    const labels: Pick<Theme, "id" | "name">[] = JSON.parse(wasm.labels());
    this.themes = Object.freeze(
      labels.map((label, i) => {
        const [color, colorDark, threshold, bias] = rest.slice(4 * i) as [number, number, number, number];
        return Object.freeze({
          ...label,
          color: hexColor(color),
          colorDark: hexColor(colorDark),
          threshold,
          bias,
        });
      }),
    );
    this.info = Object.freeze({
      pipeline: pipeline!,
      features: features!,
      bytes: bytes!,
      checksum: hex(checksum!, 8),
    });
    // Browsers compile a function when it is first called, and memory is had at first use: not at the reader's first text.
    this.tag([WARM_UP]);
  }

  tag(texts: readonly string[]): Tagging[] {
    checkTexts(texts);
    const wasm = this.#open();
    const width = this.themes.length;
    const results: Tagging[] = [];
    for (const batch of batches(texts)) {
      const scores = guarded(() => scoreBatch(wasm, texts, batch));
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
    const numbers = guarded(() => wasm.explain(withoutSeparator(text)));
    return Array.from({ length: numbers.length / 4 }, (_, i) => {
      const [theme, start, end, weight] = numbers.subarray(4 * i) as unknown as [
        number,
        number,
        number,
        number,
      ];
      return { theme: this.themes[theme]!.id, start, end, weight };
    });
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
    const themes: ThemeScore[] = [];
    this.themes.forEach(({ id, threshold }, i) => {
      if (scores[i]! >= threshold) themes.push({ theme: id, score: scores[i]! });
    });
    themes.sort((a, b) => b.score - a.score);
    return { themes, scores };
  }
}

function scoreBatch(wasm: WasmTagger, texts: readonly string[], { from, to, units }: Batch): Float32Array {
  const batch = texts.slice(from, to);
  const score = (joined: string) => wasm.tag(write(wasm, joined, units), to - from);
  try {
    return score(batch.join(SEPARATOR));
  } catch (cause) {
    // Hardly any text has the separator in it, and the wasm notices: looking for it in all of them would take longer.
    if (!batch.some((text) => text.includes(SEPARATOR))) throw cause;
    return score(batch.map(withoutSeparator).join(SEPARATOR));
  }
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

const hex = (number: number, digits: number) => number.toString(16).padStart(digits, "0");
const hexColor = (color: number) => `#${hex(color, 6)}`;

function withoutSeparator(text: string): string {
  return text.includes(SEPARATOR) ? text.replaceAll(SEPARATOR, " ") : text;
}

function checkTexts(texts: readonly string[]): void {
  if (!Array.isArray(texts)) {
    throw new ThemelightError(
      "input/type",
      `tag() takes an array of strings, but was given ${nameOf(texts)}.`,
    );
  }
  for (const [i, text] of texts.entries()) {
    if (typeof text !== "string") {
      throw new ThemelightError("input/type", `Text ${i} should be a string, but is ${nameOf(text)}.`);
    }
    if (text.length > MAX_TEXT_UNITS) {
      throw new ThemelightError(
        "input/too-large",
        `Text ${i} has ${text.length} characters; at most ${MAX_TEXT_UNITS} fit. Split it into paragraphs.`,
      );
    }
  }
}

function nameOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : typeof value;
}

/** A trap in the wasm is a bug of ours or the end of its memory; either way the caller gets one kind of error. */
function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (cause) {
    throw engineError(cause);
  }
}

/** The engine's own errors carry a code; anything else is a trap. */
export function engineError(cause: unknown): ThemelightError {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (typeof code === "string") return new ThemelightError(code, messageOf(cause), { cause });
  return new ThemelightError(
    "engine/failed",
    `The engine stopped (${messageOf(cause)}). Reload the page; if it happens again, please report the text.`,
    { cause },
  );
}
