/** Reads whether a page has an article that the model can tag. */
import type { PageStatus } from "../api/events.js";
import { isInLanguage } from "../engine/language.js";
import type { Article } from "../finder/index.js";

/** Paragraphs whose language is looked at. */
const LANGUAGE_SAMPLE = 40;

/**
 * Returns the status of a page whose article is tagged. The language is read where no paragraph has
 * a theme.
 *
 * @param language that the model reads, as a language tag
 */
export function statusOf(
  { status = "found", passages }: Article,
  hasThemes: boolean,
  language: string | undefined,
): PageStatus {
  if (status === "found" && language && !hasThemes) {
    const sample = passages.slice(0, LANGUAGE_SAMPLE).map(({ text }) => text.slice(0, 1000));
    if (!isInLanguage(language, sample)) return "other-language";
  }
  return status;
}

/** Names in the console what a site's developer can mend. */
export function logStatus(status: PageStatus, root: unknown): void {
  if (status === "root-not-found") {
    console.warn(`Themelight: no element matches the setting root, "${root}".`);
  } else if (status !== "found") {
    const hint = status === "shadow-root" ? ": text in shadow roots is not read" : "";
    console.info(`Themelight: nothing is marked (${status}${hint}).`);
  }
}
