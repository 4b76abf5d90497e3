import { doc } from "../dom/native.js";

/** The languages of the widget. */
export const LANGS = ["vi", "en"] as const;

export type Lang = (typeof LANGS)[number];

/**
 * Returns the language of the widget: the given one, else that of the page. Pages without a
 * language count as Vietnamese.
 */
export function langOf(given: Lang | "auto" | undefined): Lang {
  const lang = given && given !== "auto" ? given : doc.documentElement.lang || "vi";
  return /^vi\b/i.test(lang) ? "vi" : "en";
}
