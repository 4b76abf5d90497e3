// The training wasm: import, checks, training and results. For a worker: every call blocks, and
// `terminate` stops it. Values cross as JSON; `src/wasm/training.rs` is the other side.
import init, {
  check,
  exportRows,
  importRows,
  plainThemes,
  readTable,
  rejectedRows,
  rename,
  scores,
  WasmTrained,
} from "#training-wasm";

/** The training wasm after loading. All methods throw a {@link TrainingError}. */
export interface Training {
  /** Recognises format, separator and columns. `hints` fixes what the user has confirmed. */
  readTable(source: Source, hints?: Partial<Mapping>): TableGuess;
  /** Turns the rows into examples. With `themes`, other labels are problems. */
  importRows(source: Source, mapping: Mapping, options?: { themes?: string[] }): Imported;
  /** The same checks for examples. The row of a problem is the index of the example + 1. */
  check(examples: Example[]): { problems: Problem[]; themes: ThemeCount[] };
  /** Exports examples. Importing the result gives the same model. */
  exportRows(examples: Example[], format: "csv" | "jsonl"): string;
  /** Returns the rows that were not imported as CSV, with a last column `reason`. */
  exportRejected(
    source: Source,
    imported: Imported,
    mapping: Mapping,
    reason?: (problem: Problem) => string,
  ): string;
  /** Returns the definitions that {@link train} makes of themes without `options.themes`. */
  plainThemes(themes: { id: string; name: string }[]): ThemeDefinition[];
  /**
   * Returns a rough time and memory of a training.
   *
   * @param checked seconds that {@link Training.check} took on this computer; default: those of a
   *   laptop of 2020
   */
  estimate(
    examples: Example[],
    options?: TrainOptions,
    checked?: number,
  ): { seconds: number; megabytes: number };
  train(examples: Example[], options: TrainOptions, onProgress?: OnProgress): Trained;
  /** Takes about twice as long as a training. */
  learningCurve(examples: Example[], options: TrainOptions, onProgress?: OnProgress): LearningCurve;
  /** Chooses texts to label next. `size` is the length of each queue, 20 by default. */
  queues(model: Uint8Array, texts: string[], options?: { size?: number }): Queues;
  /** Returns a probability for each text and theme. */
  scores(model: Uint8Array, texts: string[]): number[][];
  /** Returns the model with other names, colours or thresholds, without training. */
  rename(model: Uint8Array, themes: ThemeDefinition[]): Uint8Array;
}

/** The text of a file, or the cells of a sheet. */
export type Source = string | string[][];

/** `fraction` is the finished part, 0 to 1. */
export type OnProgress = (fraction: number, stage: Stage) => void;

export type Stage = "reading" | "selecting" | "fitting" | "validating" | "measuring";

export interface Mapping {
  format: "table" | "jsonl" | "fasttext" | "text"; // "table": CSV, TSV or rows of cells; "text": one paragraph per line, no labels
  separator: "," | ";" | "\t" | "|"; // only for "table" from text
  header: boolean; // is the first row a header?
  text: number; // index of the column
  labels: LabelColumns;
  id: number | null;
  group: number | null;
  ignore: number | null;
  unsure: number | null;
  trainOnly: number | null;
}
export type LabelColumns =
  | { style: "list"; column: number; split: string } // split: the characters that separate labels, such as ",;|#"; "" = one label per cell
  | { style: "flags"; columns: number[] } // a 0/1 column per theme (1/x/yes/có/true; empty/0/no/không/false; "?"/unsure/không chắc = unknown)
  | { style: "columns"; columns: number[] } // several columns with one label each
  | { style: "none" }; // no labels (unlabelled text)

export interface TableGuess {
  mapping: Mapping;
  columns: { index: number; name: string; sample: string[] }[]; // name "" without a header; sample: first 3 non-empty cells
  preview: { row: number; cells: string[] }[]; // first 10 data rows
  rows: number; // data rows
  themes: { label: string; count: number }[]; // labels under this mapping, most frequent first, max. 50
  certain: { text: boolean; labels: boolean; header: boolean }; // false: ask the user
}

export interface Example {
  // the JSON Lines of `themelight train`
  id: string;
  text: string;
  labels: string[];
  ignore?: string[];
  unsure?: boolean;
  train_only?: boolean;
  group?: string;
}
export interface Imported {
  examples: Example[];
  rows: number[]; // row number (line of the file or row of the sheet, from 1) of each example
  problems: Problem[]; // by row; row 0 = the whole file
  rejected: number[]; // row numbers that gave no example
  themes: ThemeCount[]; // id (a token) and name (the label as written)
}
export interface ThemeCount {
  id: string;
  name: string;
  count: number;
  without: number;
  groups: number;
  needed: number;
}
// needed: how many more different paragraphs until training is possible; 0 = enough
export interface Problem {
  row: number;
  column: string | null;
  code: ProblemCode;
  severity: "error" | "warning" | "note"; // error: the row is left out; warning: imported, look at it; note: was changed or left out on purpose
  params: Record<string, string | number>;
  message: string; // English, with the cure; the CLI prints it
}
export type ProblemCode =
  // params
  | "empty-text" // {}
  | "no-text-column" // {columns} row 0
  | "no-labels" // row 0: nothing is labelled
  | "invalid-json" // {detail}
  | "wrong-type" // {field, expected, found, example}   example: `"labels": ["x"]`
  | "missing-field" // {field, found}
  | "missing-cells" // {expected, found, missing}
  | "surplus-cells" // {expected, found, surplus}
  | "cell-error" // {value}
  | "unclosed-quote" // {}
  | "unknown-theme" // {label, known}  (only with options.themes)
  | "invalid-flag" // {value, theme}
  | "invalid-label" // {label}          cannot be made a theme id
  | "label-slug" // {label, id}      note, once per label
  | "label-spelling" // {label, used}    note: same label in other capitals or spacing
  | "not-usable" // {}               note: row left out as marked
  | "duplicate" // {other}          warning: same text as row `other` and same labels; counted once
  | "contradiction" // {other, theme}   warning: same text with and without `theme`; the theme is ignored there
  | "near-duplicate" // {other, theme}   warning: nearly the same text, one with and one without `theme`
  | "long-text" // {words}          warning: an article in one cell
  | "too-few" // {theme, found, needed, missing} row 0, warning; train() refuses
  | "too-few-without" // {theme, found, needed, missing} row 0
  | "no-negatives" // {paragraphs}      row 0: every paragraph has a theme; see options.background / unlabelled
  | "not-learned" // {theme}        row 0, in Report.warnings: held-out scores say nothing about the theme
  | "too-many-themes"; // {found, max}

export interface ThemeDefinition {
  id: string;
  name: Record<string, string>;
  color: { light: string; dark: string };
  threshold?: number;
}
export interface TrainOptions {
  themes?: ThemeDefinition[]; // default: labels of the examples in alphabetical order, names = labels, built-in palette
  names?: Record<string, string>; // id → name as written (ThemeCount.name), used when `themes` is missing
  language?: string; // "vi" | "en" | …
  background?: string; // contents of dist/site/studio/background-vi.jsonl or -en.jsonl (plain JSON Lines of bags)
  unlabelled?: string[]; // the user's own texts taken as "no theme"
  split?: boolean; // split texts far longer than a paragraph
  params?: Record<string, number>; // hyper-parameters by name: c, folds, max_bytes, max_n …
}

export interface Trained {
  model: Uint8Array;
  report: Report;
}

export interface Report {
  paragraphs: number;
  groups: number;
  withoutTheme: number;
  background: number;
  nearDuplicates: number; // paragraphs kept together with a near-duplicate
  modelBytes: number;
  features: number;
  macroF1: Figure | null;
  themes: ThemeReport[]; // order of the model
  // held-out, one per example; null: for training only, or split
  predictions: ({ scores: number[]; predicted: string[] } | null)[];
  labelErrors: LabelError[]; // most probable first
  warnings: Problem[]; // row 0, for instance no-negatives
}
export interface Figure {
  value: number;
  low: number;
  high: number;
} // 95 % interval
export interface ThemeReport {
  id: string;
  name: string;
  threshold: number;
  support: number; // paragraphs with the theme
  groups: number;
  judged: boolean; // false: too few to judge, show words instead of figures
  marked: number;
  right: number;
  found: number; // of `marked` predicted `right` are right; of `support`, `found` are found (= right)
  precision: Figure | null;
  recall: Figure | null;
  f1: Figure | null;
  averagePrecision: number | null;
  curve: { threshold: number; precision: number; recall: number; marked: number }[]; // thresholds 0.02 … 0.98
  reliability: { count: number; probability: number; share: number }[]; // ten bins
  words: { ngram: string; weight: number }[]; // strongest for the theme, at most 20
  wordsAgainst: { ngram: string; weight: number }[];
  confusedWith: { id: string; count: number }[]; // themes of its false positives
}
export interface LabelError {
  example: number; // index
  theme: string;
  actual: boolean; // as labelled
  probability: number; // out of fold
  suggested: string[]; // the labels that the paragraph would have
}
export interface LearningCurve {
  points: { paragraphs: number; macroF1: number; f1: number[] }[]; // f1 in the model's order
  advice: { theme: string; gain: number; helps: boolean }[]; // gain of the last doubling; most first
}
export interface Queues {
  doubtful: { theme: string; texts: { index: number; score: number }[] }[]; // nearest to the threshold
  weakest: { theme: string; texts: { index: number; score: number }[] }[]; // just above it
  random: { index: number; scores: number[] }[]; // only these may be used to measure
}

/** An error of the training; `code` is that of the Rust error, or `request`. */
export class TrainingError extends Error {
  override readonly name = "TrainingError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Loads the wasm.
 * @throws {TrainingError} `load` if it cannot be fetched or compiled
 */
export async function loadTraining(
  wasm: BufferSource | WebAssembly.Module | Response | Promise<Response>,
): Promise<Training> {
  try {
    await init({ module_or_path: wasm });
  } catch (error) {
    throw new TrainingError("load", error instanceof Error ? error.message : String(error));
  }
  return training;
}

/** Runs a call of the wasm, whose error messages are a code, a line break and a text. */
function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const at = error.message.indexOf("\n");
    // Without a code: the memory is full, or a defect.
    if (at < 0) throw new TrainingError("wasm", error.message);
    throw new TrainingError(error.message.slice(0, at), error.message.slice(at + 1));
  }
}

const json = JSON.stringify;
const parse = <T>(call: () => string): T => JSON.parse(guarded(call)) as T;

/** Trains, passes the result to `use`, and frees its memory. */
function trained<T>(
  examples: Example[],
  options: TrainOptions,
  onProgress: OnProgress,
  use: (trained: WasmTrained) => T,
): T {
  const result = guarded(() => new WasmTrained(json(examples), json(options), onProgress));
  try {
    return use(result);
  } finally {
    result.free();
  }
}

/** A theme's id and threshold. */
type Threshold = readonly [id: string, threshold: number];

const scored = (model: Uint8Array, texts: string[]) =>
  parse<[scores: number[][], themes: Threshold[]]>(() => scores(model, json(texts)));

/** Gain in F1 by the second half of the examples from which more of them help. */
const HELPS = 0.02;

const training: Training = {
  readTable: (source, hints = {}) => parse(() => readTable(json(source), json(hints))),
  importRows: (source, mapping, { themes = [] } = {}) =>
    parse(() => importRows(json(source), json(mapping), json(themes))),
  check: (examples) => parse(() => check(json(examples))),
  exportRows: (examples, format) => guarded(() => exportRows(json(examples), format === "csv")),
  exportRejected(source, imported, mapping, reason = ({ message }) => message) {
    const reasons = imported.rejected.map((row): [row: number, reason: string] => {
      const problems = imported.problems.filter((problem) => problem.row === row);
      return [row, problems.map(reason).join("; ")];
    });
    return guarded(() => rejectedRows(json(source), json(mapping), json(reasons)));
  },
  plainThemes: (themes) => parse(() => plainThemes(json(themes.map(({ id, name }) => [id, name])))),
  estimate,
  train(examples, options, onProgress = () => {}) {
    return trained(examples, options, onProgress, (result) => {
      const report: Report = JSON.parse(result.report());
      return { model: result.model(), report };
    });
  },
  learningCurve(examples, options, onProgress = () => {}) {
    const first: OnProgress = (fraction, stage) => onProgress(fraction / 3, stage);
    const rest: OnProgress = (fraction, stage) => onProgress((1 + 2 * fraction) / 3, stage);
    return trained(examples, options, first, (result) => {
      const points = parse<LearningCurve["points"]>(() => result.learningCurve(rest));
      const themes: Report["themes"] = JSON.parse(result.report()).themes;
      const [last, before] = [points.at(-1), points.at(-2)];
      const advice = themes.map(({ id }, i) => {
        const gain = before ? (last?.f1[i] ?? 0) - (before.f1[i] ?? 0) : 0;
        return { theme: id, gain, helps: gain > HELPS };
      });
      return { points, advice: advice.sort((a, b) => b.gain - a.gain) };
    });
  },
  scores: (model, texts) => scored(model, texts)[0],
  queues(model, texts, { size = 20 } = {}) {
    const [all, themes] = scored(model, texts);
    /** Texts by their distance from a theme's threshold, nearest first. */
    const nearest = (t: number, threshold: number, keep: (score: number) => boolean) =>
      all
        .map((scores, index) => ({ index, score: scores[t] ?? 0 }))
        .filter(({ score }) => keep(score))
        .sort((a, b) => Math.abs(a.score - threshold) - Math.abs(b.score - threshold))
        .slice(0, size);
    return {
      doubtful: themes.map(([theme, threshold], t) => ({
        theme,
        texts: nearest(t, threshold, () => true),
      })),
      weakest: themes.map(([theme, threshold], t) => ({
        theme,
        texts: nearest(t, threshold, (score) => score >= threshold),
      })),
      random: shuffled(texts)
        .slice(0, size)
        .map((index) => ({ index, scores: all[index] ?? [] })),
    };
  },
  rename: (model, themes) => guarded(() => rename(model, json(themes))),
};

/** Returns the indices in an order that depends on the texts only: a reload shows the same ones. */
function shuffled(texts: string[]): number[] {
  const hash = (text: string) => {
    let h = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    return Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) >>> 0;
  };
  return texts
    .map((text, index) => ({ index, key: hash(text) }))
    .sort((a, b) => a.key - b.key || a.index - b.index)
    .map(({ index }) => index);
}

/** Characters per second and theme in one fold, on a laptop of 2020. */
const SPEED = 5_000_000;
/** Seconds that the check of a million characters takes there. */
const CHECK_OF_MILLION = 0.09;
/** Characters from which the time of the check shows how fast the computer is. */
const MIN_CHECKED = 500_000;

/**
 * Memory beyond that of the empty page, at its peak in Chromium: tests/bench/studio.json has the
 * measurement.
 */
const MEGABYTES = 70;
const CHARACTERS_IN_MEGABYTE = 14_000;

function estimate(examples: Example[], options: TrainOptions = {}, checked?: number) {
  const length = (texts: string[]) => texts.reduce((sum, text) => sum + text.length, 0);
  const ofExamples = length(examples.map(({ text }) => text));
  const slowness =
    checked === undefined || ofExamples < MIN_CHECKED
      ? 1
      : checked / ((ofExamples / 1e6) * CHECK_OF_MILLION);
  const characters =
    ofExamples + length(options.unlabelled ?? []) + (options.background?.length ?? 0);
  const themes = options.themes?.length ?? new Set(examples.flatMap((e) => e.labels)).size;
  const fits = (options.params?.folds ?? 5) + 2;
  return {
    seconds: Math.ceil((characters * Math.max(themes, 1) * fits * slowness) / SPEED),
    megabytes: Math.ceil(MEGABYTES + characters / CHARACTERS_IN_MEGABYTE),
  };
}
