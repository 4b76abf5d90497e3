import { doc } from "../dom/native.js";

export type Lang = "vi" | "en";

/** The language of the widget: the one asked for, else the page's; a page that names none is taken as Vietnamese. */
export function langOf(asked: string | undefined): Lang {
  const lang = asked && asked !== "auto" ? asked : doc.documentElement.lang || "vi";
  return /^vi\b/i.test(lang) ? "vi" : "en";
}
