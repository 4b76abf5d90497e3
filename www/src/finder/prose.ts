/** Whether a passage inside the article is a paragraph of it. */
import { tagOf } from "./dom.js";
import type { Passage } from "./passage.js";
import type { Rules } from "./rules.js";

export interface ProseOptions {
  /** Headings count as paragraphs. */
  readonly headings?: boolean | undefined;
  /** Shorter passages are bylines, dates, captions; in characters. */
  readonly minLength: number;
  /** Selector of what the site wants left alone. */
  readonly ignore?: string | undefined;
  readonly rules: Rules;
}

export function isParagraph(passage: Passage, options: ProseOptions): boolean {
  const { element, text } = passage;
  const { rules } = options;
  const tag = tagOf(element);
  if (/^H[1-6]$/.test(tag) && !rules.fits("heading", element.className))
    return !!options.headings && text.length > 0;
  if (text.length < options.minLength || !/\S+(?:\s+\S+){5}/.test(text)) return false;
  // A cell of a table of figures is no paragraph; a cell that holds sentences is.
  if ((tag === "TD" || tag === "TH") && !/\S+(?:\s+\S+){11}/.test(text)) return false;
  if (tag === "PRE" && (element.querySelector("code") || /[;{}]$/m.test(text))) return false;
  if (rules.fits("credit", text) && text.length < 300) return false;
  if (rules.fits("away", text) || passage.linked > 0.5) return false;
  return !(options.ignore && element.closest(options.ignore));
}
