/** The work that the studio keeps. */
import type { Example, LearningCurve, Problem, ThemeDefinition, Trained } from "../training.js";

/** The version of everything below. Raise it when a field changes its meaning. */
export const VERSION = 1;

/** Where paragraphs without any theme come from, besides the examples. */
export type Negatives = "examples" | "background" | "pool";

export interface Meta {
  readonly version: number;
  /** Language tag of the texts. */
  readonly language: string;
  readonly negatives: Negatives;
  readonly themes: readonly ThemeDefinition[];
  /** The labels as the imported files write them, by id: exports use them again. */
  readonly written: Readonly<Record<string, string>>;
  /** What the import found; rows are those of the last file. */
  readonly problems: readonly Problem[];
  /** Name of the pack, and the licence under which it is given away. */
  readonly title: string;
  readonly license: string;
  /** Counts the changes of examples and settings that a training reads. */
  readonly revision: number;
  /** Ids of examples whose label the user confirmed. */
  readonly confirmed: readonly string[];
  readonly training?: Training;
}

/** The last training. */
export interface Training {
  /** `Meta.revision` of what it read. */
  readonly revision: number;
  /** With the names, colours and thresholds of the training. */
  readonly model: Uint8Array;
  readonly report: Trained["report"];
  /** Thresholds that the user has moved, by theme. */
  readonly thresholds: Readonly<Record<string, number>>;
  readonly curve?: LearningCurve;
}

/** Answers to “Is this paragraph about …?”, by theme. */
export type Answer = "yes" | "no" | "unsure";

/** A text without labels. */
export interface PoolText {
  readonly text: string;
  readonly answers?: Readonly<Record<string, Answer>>;
  /** True if the text can be no example at all. */
  readonly unusable?: boolean;
  /** True if it was drawn at random: only such texts may measure a model. */
  readonly random?: boolean;
}

export interface ProjectData {
  readonly meta: Meta;
  readonly examples: readonly Example[];
  readonly pool: readonly PoolText[];
}
