import type { PageStatus } from "../api/events.js";
import type { Paragraph } from "../api/handle.js";
import type { ChoiceStorage, SelectOptions } from "../api/options.js";
import type { Settings } from "../api/settings.js";
import type { Evidence } from "../engine/types.js";
import type { ThemeScore, ThemeStyle } from "../highlighter/view.js";
import type { Lang, Texts } from "../i18n/index.js";

/** The exports of `details.ts`. */
export type Details = typeof import("./details.js");

/** The events of a model. */
export interface ModelEvents {
  /** Something in the model changed. */
  change: undefined;
  /** The reader wants to know why the selected paragraph has its themes. */
  why: undefined;
  /** The panel “why?” was built again, for the paragraph with this index (-1: none). */
  explained: {
    readonly index: number;
    /** What speaks for the themes; rebuilt before each event. */
    readonly explanation: HTMLElement;
    /** Empty, for controls of the extension; stays between events. */
    readonly extra: HTMLElement;
  };
}

/** What the legend shows and calls. */
export interface LegendModel {
  readonly lang: Lang;
  readonly t: Texts;
  readonly settings: Settings;
  readonly storage: ChoiceStorage;
  /** Aborted when the marks are removed. */
  readonly signal: AbortSignal;

  readonly paragraphs: readonly Paragraph[];
  readonly themes: readonly ThemeStyle[];
  readonly status: PageStatus;
  /** The language that the model reads, as a language tag. */
  readonly language: string | undefined;
  /** True while paragraphs are searched or tagged. */
  readonly busy: boolean;
  /** Indexes of the paragraphs with a theme that the filter keeps. */
  readonly shown: readonly number[];
  /** The number of paragraphs with each theme, whatever the filter. */
  readonly counts: Readonly<Record<string, number>>;
  /** The index of the selected paragraph; -1 = none. */
  readonly selected: number;
  /** Ids of the themes that are kept; empty = all. */
  readonly filtered: ReadonlySet<string>;
  /** The least probability that counts; undefined = the model's threshold of each theme. */
  readonly confidence: number | undefined;
  /** True: what the filter does not keep is collapsed; false: it is faded. */
  readonly collapsed: boolean;
  /** False while the reader hides the marks. */
  readonly marks: boolean;
  /** True while single keys step through the paragraphs. */
  keys: boolean;
  /** Increases with each `refresh`. */
  readonly revision: number;
  /** The open legend; undefined until it is loaded. */
  readonly details: Details | undefined;

  /** Loads the details, unless they are loaded. After a failure, the next call tries again. */
  loadDetails(): Promise<Details>;

  /** Returns the themes of a paragraph, best first. */
  themesOf(index: number): readonly ThemeScore[];
  /** Returns the box of a paragraph, in CSS pixels from the viewport's corner. */
  boxOf(index: number): DOMRect;
  explain(index: number): Promise<readonly Evidence[]>;

  filter(themes?: readonly string[]): void;
  select(index: number, options?: SelectOptions): void;
  /**
   * Selects the next or the previous of the shown paragraphs; wraps around. Starts from the selected
   * one if it is in view, else from what the reader sees.
   */
  step(by: 1 | -1, options?: SelectOptions): void;
  /** Selects a paragraph and shows why it has its themes. */
  explainFor(index: number): void;
  /** Scrolls to the next of the shown paragraphs, unless one is in view. */
  revealNearest(): void;
  /** Scrolls until a paragraph, or this edge of a long one, is between two heights of the window. */
  revealBetween(index: number, top: number, bottom: number, edge: "start" | "end"): void;
  setCollapsed(on: boolean): void;
  setConfidence(least: number | undefined): void;
  setMarks(on: boolean): void;

  on<K extends keyof ModelEvents>(type: K, listener: (detail: ModelEvents[K]) => void): void;
  emit<K extends keyof ModelEvents>(type: K, detail: ModelEvents[K]): void;
  /** Wraps a listener for the browser: what it throws removes the marks, with one report. */
  guard<A extends unknown[]>(listener: (...args: A) => void): (...args: A) => void;
}
