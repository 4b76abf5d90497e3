import { fill } from "../i18n/fill.js";
import type { LegendModel } from "./model.js";

/** Returns why no paragraph is marked. */
export function emptyText({
  t,
  lang,
  status,
  language,
}: Pick<LegendModel, "t" | "lang" | "status" | "language">): string {
  if (status === "found" || status === "hidden") return t.none;
  if (status !== "other-language" || !language) return t.noArticle;
  const name = new Intl.DisplayNames([lang], { type: "language" }).of(language) ?? language;
  // Vietnamese writes "tiếng Việt" within a sentence, English always "Vietnamese".
  const inSentence = lang === "vi" ? name.charAt(0).toLowerCase() + name.slice(1) : name;
  return fill(t.otherLanguage, { language: inSentence });
}
