import type { Tagging } from "../engine/types.js";
import type { PageStatus } from "./events.js";
import type { Explanation } from "./explanation.js";
import type { SelectOptions } from "./options.js";

/** A paragraph of the article. The object stays the same while the paragraph does not change. */
export interface Paragraph {
  /** The block element that holds the text. Paragraphs between `<br>` share it. */
  readonly element: Element;
  /** The paragraph as a range of the document, made at each call. */
  readonly range: Range;
  /** The text with plain spaces; `<br>` is a line break. */
  readonly text: string;
  /** The model's result; undefined until the paragraph is tagged. */
  readonly tagging: Tagging | undefined;
}

/** How a theme looks on this page. Two themes never differ by colour alone. */
export interface PageTheme {
  readonly id: string;
  /** The name in the language of the widget. */
  readonly name: string;
  /** A CSS colour that fits the page, light or dark; `--themelight-<id>` of the site goes first. */
  readonly color: string;
  /** The style of bars and underlines. */
  readonly line: "solid" | "double" | "dashed" | "dotted";
  readonly glyph: string;
}

/**
 * What `attach` returns. When the marks are removed, `filter`, `select` and `update` do nothing.
 *
 * @example
 * const page = attach(await load(), document.querySelector("article"));
 * await page.done;
 * page.filter(["training"]);
 */
export interface PageHandle {
  /**
   * All paragraphs of the article in document order, with and without themes. Another array when
   * the article changed.
   */
  readonly paragraphs: readonly Paragraph[];
  /** The model's themes in the order of `tagging.scores`, as they look on this page now. */
  readonly themes: readonly PageTheme[];
  /** Whether an article was found; known when `done` resolves. */
  readonly status: PageStatus;
  /** Resolves when everything in view is tagged. */
  readonly ready: Promise<void>;
  /** Resolves when the whole page is tagged. */
  readonly done: Promise<void>;
  /** Resolves when nothing is left to draw. */
  readonly drawn: Promise<void>;
  /**
   * Aborted when the marks are removed: by `destroy`, by a newer Themelight, or after a failure
   * (`signal.reason` is then the `ThemelightError`).
   */
  readonly signal: AbortSignal;
  /**
   * Fades paragraphs without any of these themes.
   *
   * @param themes ids of themes; none or empty = all paragraphs are kept
   * @throws ThemelightError `input/theme`: the model has no such theme
   */
  filter(themes?: readonly string[]): void;
  /** Selects the paragraph with this index in `paragraphs`; -1 = none. */
  select(index: number, options?: SelectOptions): void;
  /**
   * Lists what the finder took as the article, what it left out, and why. For the developers of a
   * site, and for bug reports.
   */
  explainArticle(): Promise<readonly Explanation[]>;
  /** Reads the page again. Paragraphs whose text did not change are not tagged again. */
  update(): void;
  /** Removes everything that was added; the page is then byte for byte as before. */
  destroy(): void;
}
