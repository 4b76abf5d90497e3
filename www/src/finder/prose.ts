/** Whether a passage inside the article is a paragraph of it. */
import type { NoParagraph } from "../api/explanation.js";
import {
  closest,
  firstElementOf,
  nextElementOf,
  parentOf,
  previousElementOf,
  queryIn,
  tagOf,
} from "../dom/element.js";
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

/** How much of a paragraph's beginning is read to see what it begins with, in UTF-16 code units. */
const BEGINNING = 200;
/** Longer paragraphs than this are no captions, however they end. */
const LONGEST_CAPTION = 300;
/** A passage of so many characters is text, whatever word it begins with. */
const LONG = 100;

/**
 * Returns why the passage is no paragraph, undefined for a paragraph. `lead`: the passage is the
 * article's lead, which may be set as a heading.
 */
export function whyNoParagraph(
  passage: Passage,
  options: ProseOptions,
  lead = false,
): NoParagraph | undefined {
  const { element, text } = passage;
  const { length } = text;
  const { rules } = options;
  const tag = tagOf(element);
  const heading = /^H[1-6]$/.test(tag);
  if (heading && !lead && !(length >= options.minLength && rules.namingOf(element).lead)) {
    return options.headings && length > 0 ? undefined : "heading";
  }
  if (length < options.minLength || !hasWords(text, 6)) return "short";
  // A cell of a table of figures is no paragraph; a cell that holds sentences is.
  if ((tag === "TD" || tag === "TH") && !hasWords(text, 12)) return "figures";
  if (tag === "PRE" && (queryIn(element, "code") || /[;{}]$/m.test(text))) return "code";
  const beginning = text.slice(0, BEGINNING);
  const { linked } = passage;
  if (rules.matchesText("away", beginning)) return "leads away";
  if (length < LONG || linked > 0.3) {
    if (rules.matchesText("weakAway", beginning)) return "leads away";
    if (rules.matchesText("weakFurniture", beginning)) return "imprint";
  }
  // Teasers are titles: short, and no sentences.
  if (linked > 0.5 && (length < LONG || !/[.!?…][”"»)]*$/.test(text))) return "link";
  if (length < LONGEST_CAPTION && rules.matchesText("credit", text)) {
    if (length < LONG || isByPicture(element)) return "caption";
  }
  if (length < LONG && rules.matchesText("furniture", beginning)) return "imprint";
  return options.ignore && closest(element, options.ignore) ? "ignored" : undefined;
}

/** True for a text that reads like an imprint or a contact. Among paragraphs it is one of them. */
export const readsLikeImprint = ({ text }: Passage, rules: Rules): boolean =>
  rules.matchesText("furniture", text.slice(0, BEGINNING));

const PICTURES = "img,picture,video,iframe,amp-img,figure";

/**
 * True where a picture stands in the element, right before or after it, or in the same small box.
 */
function isByPicture(element: Element): boolean {
  let at: Element | null = element;
  for (let i = 0; at && i < 3; i++) {
    if (queryIn(at, PICTURES)) return true;
    for (const beside of [previousElementOf(at), nextElementOf(at)]) {
      if (beside && (closest(beside, PICTURES) || queryIn(beside, PICTURES))) return true;
    }
    const parent: Element | null = parentOf(at);
    // Only the box of this one passage may be left.
    const first = parent && firstElementOf(parent);
    at = first === at && !nextElementOf(at) ? parent : null;
  }
  return false;
}

/** True for a trimmed text of at least so many words. Stops at the last of them. */
export function hasWords(text: string, count: number): boolean {
  return text.split(/\s+/, count).length === count;
}
