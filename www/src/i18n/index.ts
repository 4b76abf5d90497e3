/** What the widget says, in the page's language: Vietnamese first, English otherwise on pages in other languages. */
import { en } from "./en.js";
import { vi } from "./vi.js";

export type Texts = typeof vi;
export type Lang = "vi" | "en";

export const texts = (lang: string): Texts => (lang === "vi" ? vi : en);

/** The language of the widget: the one asked for, else the page's; a page that names none is taken as Vietnamese. */
export function langOf(asked: string | undefined, document: Document): Lang {
  const lang = asked && asked !== "auto" ? asked : document.documentElement.lang || "vi";
  return /^vi\b/i.test(lang) ? "vi" : "en";
}
