/**
 * What the finder's evidence weighs. Nothing here decides alone: weights are added up for an
 * element,
 * and the sum decides. `explainArticle` returns the parts of each sum.
 */

/**
 * Whether an element is left out of the article: left out where the sum is below 0. `share` counts
 * for the part, 0 to 1, of the page's prose that stands under the same name, however many elements
 * have it. So “sidebar” round 40 % of the prose names no sidebar, and “related” round 80 % no list.
 */
export const OUTSIDE = {
  share: 5,
  beside: -2,
  never: -4,
  /**
   * Comments are often longer than the article: their share counts only where little else is left.
   */
  comment: -5,
  /** Screen readers skip it now, as behind an open dialog. Icons and copies of text are small. */
  ariaHidden: -1,
  /** The page's title stands in it. */
  title: 3,
  /** An element named as the article's body is it, or stands in it. */
  body: 1,
  /** Its name is one of a lead. */
  lead: 2,
} as const;

/** Of this share of the prose, names of boxes beside the article are taken for chance. */
export const MOSTLY_BESIDE = 0.6;

/** How the article's container is chosen: its prose counts so many times more. */
export const CONTAINER = {
  /** Its name is one of an article's body. */
  body: 1.5,
  /** `<article>`, `<main>` or their roles. */
  main: 0.8,
  /** It holds all that the page's JSON-LD quotes as the article. */
  described: 5,
} as const;

/** Whether text beside the container belongs to the article: taken from `PART_LEAST` on. */
export const PART = {
  /** It is one paragraph, not a box. */
  paragraph: 2,
  /** Its tag and class are those of the container. */
  alike: 2,
  /** Its name begins with the same word as the container's. */
  kin: 1,
  lead: 2,
  body: 2,
  /** It stands between the title and the container. */
  opening: 2,
  /** It has prose enough for an article of its own. */
  long: 1,
  /** That, with a heading: another article of the page. */
  article: 1,
  /** The page's JSON-LD quotes the article without it. */
  unquoted: -3,
  /** Before the title of the page. */
  before: -3,
  /** In another column. */
  column: -3,
  /** For the part of its text that is links, 0 to 1. */
  links: -4,
  /** For each level above the container's parent, but not for an opening. */
  level: -1,
} as const;

export const PART_LEAST = 2;
