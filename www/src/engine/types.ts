import type { PackHeader } from "../pack/types.js";

export type { PackHeader, PackScores, PackTest, PackTheme } from "../pack/types.js";

/** A theme of the model. */
export interface Theme {
  /** Identifies the theme in results; one token of a space separated attribute. */
  readonly id: string;
  /** Display names by language; the default model has `vi` and `en`. */
  readonly name: Readonly<Record<string, string>>;
  /** CSS colour on a light page. */
  readonly color: string;
  /** CSS colour on a dark page. */
  readonly colorDark: string;
  /** Lowest score at which a paragraph has the theme, between 0 and 1. */
  readonly threshold: number;
  /** Logit of a text without any cue. */
  readonly bias: number;
}

/** A theme of a text. */
export interface ThemeScore {
  /** The theme's id. */
  readonly theme: string;
  /** Calibrated probability, 0 to 1. */
  readonly score: number;
}

/** The result for one text. */
export interface Tagging {
  /** Themes at or over their threshold, the best first. Empty for most paragraphs of most pages. */
  readonly themes: readonly ThemeScore[];
  /** The probability of every theme, in the order of `tagger.themes`. */
  readonly scores: Float32Array;
}

/** One occurrence of a cue, with its contribution to a theme's logit. Weights and bias add up to the logit. */
export interface Evidence {
  /** The theme's id. */
  readonly theme: string;
  /** Offsets into the given text in UTF-16 code units, as `String.prototype.slice` takes them. */
  readonly start: number;
  readonly end: number;
  readonly weight: number;
}

/** Facts about the model file. */
export interface ModelInfo {
  /** Number of the text pipeline; a model of another pipeline than the engine's is refused. */
  readonly pipeline: number;
  /** Number of n-grams that have weights. */
  readonly features: number;
  /** Size of the file. */
  readonly bytes: number;
  /** CRC-32 of the file, eight hexadecimal digits. */
  readonly checksum: string;
  /** Language tag of the texts that the model reads, `vi` for the default model. See `isInLanguage`. */
  readonly language: string;
  /** Title, licence, scores and the rest of the header, if the model came in a pack. */
  readonly pack?: PackHeader;
}

/** A model that is ready to tag texts. */
export interface Tagger {
  /** The model's themes, in the order of all scores. */
  readonly themes: readonly Theme[];
  readonly info: ModelInfo;
  /**
   * Tags texts: one result for each, in order. A text may have up to 2²⁶ UTF-16 code units.
   *
   * @throws ThemelightError `input/type`, `input/too-large`, `tagger/closed` or `engine/failed`
   */
  tag(texts: readonly string[]): Tagging[];
  /**
   * Returns the words of a text that count for or against each theme. The text may have up to 2²⁰
   * UTF-16 code units.
   *
   * @throws ThemelightError as `tag` does
   */
  explain(text: string): Evidence[];
  /** Frees the model's memory. The tagger cannot be used afterwards; closing twice is allowed. */
  close(): void;
}

/** The address of a file, or its bytes. In Node a string may also be a path. */
export type Source = URL | string | ArrayBuffer | ArrayBufferView;

export interface LoadOptions {
  /**
   * The wasm. The first load of a realm decides: one engine serves all its taggers.
   *
   * @default the file of the package
   */
  wasm?: Source | WebAssembly.Module | undefined;
  /**
   * The model: a `.model` or a `.themelight` pack.
   *
   * @default the file of the package: Vietnamese public-life news
   */
  model?: Source | undefined;
  /** Aborts the download. */
  signal?: AbortSignal | undefined;
}
