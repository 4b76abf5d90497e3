/** What the page gets to see of the work: counts and short lists, never all texts. */
import type { Encoding } from "../import/decode.js";
import type { Sheet } from "../import/sheet.js";
import type { Negatives } from "../keep/data.js";
import type { Suggestion } from "../label/errors.js";
import type {
  LearningCurve,
  Problem,
  Stage,
  TableGuess,
  ThemeCount,
  ThemeDefinition,
  Trained,
} from "../training.js";

/** Problems of one kind. */
export interface ProblemGroup {
  readonly code: Problem["code"];
  readonly severity: Problem["severity"];
  readonly count: number;
  readonly first: readonly Problem[];
}

/** A file that was read and is not yet part of the work. */
export interface Draft {
  readonly name: string;
  readonly encoding: Encoding | undefined;
  /** The sheets of a spreadsheet, and the index of the one that is read. */
  readonly sheets: readonly Sheet[];
  readonly sheet: number | undefined;
  readonly guess: TableGuess;
  readonly examples: number;
  readonly rejected: number;
  readonly problems: readonly ProblemGroup[];
  readonly themes: readonly ThemeCount[];
}

export interface ThemeView extends ThemeDefinition {
  readonly count: number;
  /** How many more paragraphs with the theme, and without it, the training needs. */
  readonly needed: number;
  readonly neededWithout: number;
}

/** A label that is probably wrong. */
export interface LabelErrorView extends Suggestion {
  readonly text: string;
}

export type ReportView = Omit<Trained["report"], "predictions" | "labelErrors">;

export interface TrainingView {
  /** True if examples or settings changed since. */
  readonly stale: boolean;
  readonly report: ReportView;
  readonly warnings: readonly ProblemGroup[];
  readonly errors: readonly LabelErrorView[];
  readonly thresholds: Readonly<Record<string, number>>;
  readonly curve: LearningCurve | undefined;
}

export interface Overview {
  readonly examples: number;
  /** Examples that have no theme for certain. */
  readonly withoutTheme: number;
  readonly pool: number;
  readonly answered: number;
  readonly language: string;
  readonly negatives: Negatives;
  readonly title: string;
  readonly license: string;
  readonly themes: readonly ThemeView[];
  /** Colours on light pages that the training suggests. */
  readonly suggestedColors: readonly string[];
  readonly problems: readonly ProblemGroup[];
  readonly ready: boolean;
  /** What the training will take. */
  readonly estimate: { readonly seconds: number; readonly megabytes: number } | undefined;
  readonly training: TrainingView | undefined;
}

export type QueueKind = "doubtful" | "weakest" | "random";

export interface QueueItem {
  /** Index of the text in the pool. */
  readonly index: number;
  readonly text: string;
}

/** Why the work is not kept in the browser. */
export type Unkept = "other-tab" | "no-storage" | "later-version";

export type StudioEvent =
  | { readonly type: "loading"; readonly share: number }
  | { readonly type: "progress"; readonly fraction: number; readonly stage: Stage }
  | { readonly type: "trainer-stopped" }
  | { readonly type: "unkept"; readonly why: Unkept };
