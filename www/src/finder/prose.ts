/** Whether a passage inside the article is a paragraph of it. */
import { attributeOf, closest, queryIn, tagOf } from "../dom/element.js";
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

/** How much of a paragraph's beginning is read to see whether it leads away, in UTF-16 code units. */
const BEGINNING = 200;
/** Longer paragraphs than this are no captions, however they end. */
const LONGEST_CAPTION = 300;

export function isParagraph(passage: Passage, options: ProseOptions): boolean {
  const { element, text } = passage;
  const { rules } = options;
  const tag = tagOf(element);
  if (
    /^H[1-6]$/.test(tag) &&
    !rules.fits("heading", (attributeOf(element, "class") ?? "").slice(0, BEGINNING))
  )
    return !!options.headings && text.length > 0;
  if (text.length < options.minLength || !hasWords(text, 6)) return false;
  // A cell of a table of figures is no paragraph; a cell that holds sentences is.
  if ((tag === "TD" || tag === "TH") && !hasWords(text, 12)) return false;
  if (tag === "PRE" && (queryIn(element, "code") || /[;{}]$/m.test(text))) return false;
  if (text.length < LONGEST_CAPTION && rules.fits("credit", text)) return false;
  if (rules.fits("away", text.slice(0, BEGINNING)) || passage.linked > 0.5) return false;
  return !(options.ignore && closest(element, options.ignore));
}

/** True for a trimmed text of at least so many words. Stops at the last of them. */
export function hasWords(text: string, count: number): boolean {
  return text.split(/\s+/, count).length === count;
}
