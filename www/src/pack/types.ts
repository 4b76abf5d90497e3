/** A theme in the header of a pack. */
export interface PackTheme {
  /** The id of a theme of the model. */
  readonly id: string;
  /** Display names by language. */
  readonly name: Readonly<Record<string, string>>;
  /** Colours on light and dark pages, `#rrggbb`. */
  readonly color: { readonly light: string; readonly dark: string };
}

/** A text with the result that the model must give. */
export interface PackTest {
  readonly text: string;
  /** The ids of the themes over their thresholds, in any order. */
  readonly themes: readonly string[];
  /** Probabilities by theme; they may differ by 0.001. */
  readonly scores?: Readonly<Record<string, number>>;
}

/** Quality of a model. */
export interface PackScores {
  /** What was measured, and how. */
  readonly data: string;
  /** Mean F1 of the themes, 0 to 1. */
  readonly macro_f1: number;
  /** Figures of each theme, 0 to 1; `support` counts the paragraphs that have the theme. */
  readonly themes?: Readonly<
    Record<string, { precision: number; recall: number; f1: number; support: number }>
  >;
}

/**
 * The header of a model pack: a JSON object, described in `src/pack.rs`. Unknown fields are kept.
 */
export interface PackHeader {
  /** All themes of the model, in its order. */
  readonly themes: readonly PackTheme[];
  /** Language tag of the texts that the model reads. */
  readonly language: string;
  readonly title?: string;
  readonly description?: string;
  /** An SPDX expression or a name. */
  readonly license?: string;
  readonly scores?: PackScores;
  /** Self-tests, at most 100: `load` refuses a pack whose model fails one. */
  readonly tests?: readonly PackTest[];
  /** The most telling words of each theme, strongest first. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
  readonly [other: string]: unknown;
}

/** The parts of a pack. */
export interface Pack {
  readonly header: PackHeader;
  /** The model file: a view of the pack's bytes. */
  readonly model: Uint8Array;
}
