/** A theme the model knows: its id in results, its names, its colours, the probability from which it counts. */
export interface Theme {
  readonly id: string;
  /** Display names by language; the default model has `vi` and `en`. */
  readonly name: Readonly<Record<string, string>>;
  /** CSS colour on a light page, and on a dark one. */
  readonly color: string;
  readonly colorDark: string;
  /** A paragraph carries the theme when its score is at least this. */
  readonly threshold: number;
  /** What the score's logit starts from, before any word is read. */
  readonly bias: number;
}

export interface ThemeScore {
  /** The theme's id. */
  readonly theme: string;
  /** Calibrated probability, 0 to 1. */
  readonly score: number;
}

/** What the model says about one text. */
export interface Tagging {
  /** Themes at or over their threshold, best first. Empty for most paragraphs of most pages. */
  readonly themes: readonly ThemeScore[];
  /** The probability of every theme, in the order of `tagger.themes`. */
  readonly scores: Float32Array;
}

/** One occurrence of a cue: what it adds to a theme's logit. Weights and bias add up to the logit. */
export interface Evidence {
  /** The theme's id. */
  readonly theme: string;
  /** Offsets into the given text in UTF-16 code units, as `String.prototype.slice` takes them. */
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** The model's own description of itself. */
export interface ModelInfo {
  /** The text pipeline that made the model; engine and model must agree on it. */
  readonly pipeline: number;
  readonly features: number;
  readonly bytes: number;
  readonly checksum: string;
}

export interface Tagger {
  readonly themes: readonly Theme[];
  readonly info: ModelInfo;
  /** Tags many texts at once: one result for each, in order. */
  tag(texts: readonly string[]): Tagging[];
  /** Which words of a text speak for and against each theme. */
  explain(text: string): Evidence[];
  /** Gives the model's memory back. The tagger cannot be used afterwards; closing twice is fine. */
  close(): void;
}

/** Where a file is, or its bytes. In Node a string may also be a path. */
export type Source = URL | string | BufferSource;

export interface LoadOptions {
  /** The engine. Default: the one that ships with the package. One engine serves all taggers of a realm. */
  wasm?: Source | WebAssembly.Module | undefined;
  /** The model. Default: Vietnamese public-life news. */
  model?: Source | undefined;
  /** Aborts the download. */
  signal?: AbortSignal | undefined;
}
