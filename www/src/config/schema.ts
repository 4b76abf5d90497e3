/** Every setting there is: for `attach`, for the embed's attributes, and for its JSON, one schema. */
import { PROSE } from "../finder/index.js";

export interface Settings {
  /** Where the article is; without it, found. */
  readonly root: string | readonly Element[] | undefined;
  /** What inside it to leave alone. */
  readonly ignore: string | undefined;
  readonly headings: boolean;
  readonly minLength: number;
  readonly lang: "auto" | "vi" | "en";
  readonly legend: "open" | "closed" | "none";
  /** Underline the words that carry the score. */
  readonly cues: boolean;
  /** The strip beside the scrollbar. */
  readonly strip: boolean;
  /** J and K step through the paragraphs. */
  readonly keys: boolean;
  /** Keep the filter in the address. */
  readonly share: boolean;
}

export const DEFAULTS: Settings = {
  root: undefined,
  ignore: undefined,
  ...PROSE,
  lang: "auto",
  legend: "closed",
  cues: true,
  strip: true,
  keys: true,
  share: false,
};
