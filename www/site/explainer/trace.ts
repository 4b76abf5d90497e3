/** The JSON of `WasmTracer.trace`; `src/classifier/trace.rs` describes the fields. */

/** Start and end in UTF-16 code units, or the index of the first and of the one after the last. */
export type Span = readonly [start: number, end: number];

export interface Trace {
  readonly steps: readonly TraceStep[];
  readonly normalized: string;
  readonly tokens: readonly TraceToken[];
  readonly sentences: readonly TraceUnit[];
  readonly windows: readonly TraceUnit[];
  readonly ngrams: readonly TraceNgram[];
  readonly labels: readonly TraceLabel[];
  readonly pooling: number;
  readonly maxN: number;
  readonly vocabulary: number;
}

export type StepName =
  | "nfc"
  | "invisible"
  | "space"
  | "full-width"
  | "punctuation"
  | "look-alike"
  | "lower-case"
  | "tone-mark"
  | "i-to-y"
  | "number";

export interface TraceStep {
  readonly name: StepName;
  readonly lossless: boolean;
  readonly changes: readonly { readonly before: string; readonly after: string }[];
}

export type Kind = "syllable" | "number" | "code";

export interface TraceToken {
  readonly span: Span;
  readonly normalSpan: Span;
  readonly text: string;
  readonly kind: Kind;
  readonly sentence: number;
}

export interface TraceUnit {
  readonly window: number;
  readonly tokens: Span;
  readonly distinct: number;
  readonly norm: number;
  readonly sums: readonly number[];
  readonly scores: readonly number[];
  readonly best: readonly number[];
  readonly pooled: readonly number[];
}

export interface TraceNgram {
  readonly text: string;
  readonly n: number;
  readonly sentence: number;
  readonly spans: readonly Span[];
  readonly firstInWindow: boolean;
  readonly weights: readonly number[] | null;
}

export interface TraceLabel {
  readonly id: string;
  readonly names: readonly (readonly [language: string, name: string])[];
  readonly color: string;
  readonly colorDark: string;
  readonly window: number | null;
  readonly pooled: number;
  readonly scale: number;
  readonly bias: number;
  readonly logit: number;
  readonly slope: number;
  readonly intercept: number;
  readonly calibrated: number;
  readonly probability: number;
  readonly threshold: number;
  readonly tagged: boolean;
}

/** Returns the name of a theme in a language; else its first name. */
export const nameOf = ({ names, id }: TraceLabel, lang: string): string =>
  (names.find(([language]) => language === lang) ?? names[0])?.[1] ?? id;
