/**
 * Every setting there is. `attach`, the embed's `data-*` attributes and its JSON all speak this one schema; `check.ts`
 * holds what they say against it.
 */
export interface Settings {
  /** Where the article is: a selector or elements. Without it, found. */
  readonly root?: string | readonly Element[] | undefined;
  /** Selector of what to leave alone inside it. */
  readonly ignore?: string | undefined;
  /** Tag headings as well. */
  readonly headings?: boolean;
  /** Shorter paragraphs are bylines and dates; in characters. */
  readonly minLength: number;
  /** Language of labels and legend; auto = the page's. */
  readonly lang?: "auto" | "vi" | "en";
  readonly legend: "open" | "closed" | "none";
  /** Underline the words that carry the score. */
  readonly cues: boolean;
  /** The strip beside the scrollbar. */
  readonly strip: boolean;
  /** J and K step through the paragraphs. */
  readonly keys: boolean;
  /** Keep the filter in the address, so that a filtered view can be shared. */
  readonly share?: boolean;
}

/** What is not said is off, or found out. */
export const DEFAULTS = {
  minLength: 40,
  legend: "closed",
  cues: true,
  strip: true,
  keys: true,
} as const;

/** What a value may be: yes or no, one of some words, a number between two, a selector, an address. */
export type Kind =
  | "flag"
  | readonly string[]
  | readonly [least: number, most: number]
  | "selector"
  | "address";

export const KINDS: Readonly<Record<keyof Settings, Kind>> = {
  root: "selector",
  ignore: "selector",
  headings: "flag",
  minLength: [1, 1000],
  lang: ["auto", "vi", "en"],
  legend: ["open", "closed", "none"],
  cues: "flag",
  strip: "flag",
  keys: "flag",
  share: "flag",
};
