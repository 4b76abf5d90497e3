/** Says in one sentence what is on the page, or why nothing is; and in another what can be done. */
import { fill } from "../../src/i18n/fill.js";
import { type Lang, TEXTS } from "../../src/i18n/index.js";
import { emptyText } from "../../src/legend/empty.js";
import type { Key, Translator } from "../shared/i18n.js";
import type { PageState, Status } from "../shared/messages.js";
import { nameIn } from "../shared/page-dom.js";
import type { UnsupportedReason } from "../shared/tabs.js";

export interface StatusText {
  readonly first: string;
  readonly more?: string | undefined;
}

const UNSUPPORTED: Readonly<Record<UnsupportedReason, readonly [Key, Key?]>> = {
  browser: ["troubleBrowser", "troubleMore"],
  store: ["troubleStore", "troubleMore"],
  blank: ["troubleBlank", "troubleMore"],
  pdf: ["troublePdf"],
  file: ["troubleFile", "troubleFileMore"],
  source: ["troubleSource", "troubleMore"],
  refused: ["troubleRefused"],
};

type Described = Exclude<Status, "tagged" | "other-language" | "no-article">;
const STATES: Readonly<Record<Described, readonly [Key, Key?]>> = {
  tagging: ["tagging"],
  hidden: ["hiddenArticle", "hiddenArticleMore"],
  "shadow-root": ["unreadableArticle", "unreadableArticleMore"],
  "root-not-found": ["areaNotFound", "areaNotFoundMore"],
  never: ["never"],
  "opted-out": ["optedOut"],
  owned: ["owned"],
  off: ["off"],
  failed: ["failed"],
  picking: ["picking"],
  pdf: ["troublePdf"],
};

export function unsupportedText(reason: UnsupportedReason, t: Translator): StatusText {
  const [first, more] = UNSUPPORTED[reason];
  return { first: t(first), more: more && t(more) };
}

/** The sentences of the page's own legend where it has one for the status. */
export function statusText(state: PageState, t: Translator, lang: Lang): StatusText {
  const { status, themes, shown, filter, paragraphs, language, message } = state;
  const texts = TEXTS[lang];
  if (status === "tagged") {
    const found = themes.filter(({ count }) => count).length;
    if (filter.length) {
      const kept = themes.filter(({ id }) => filter.includes(id)).map((one) => nameIn(lang, one));
      return { first: fill(texts.showing, { n: shown, themes: kept.join(", ") }) };
    }
    if (shown) return { first: fill(texts.pill, { n: shown, themes: found }) };
    return { first: texts.none, more: t("noneMore", paragraphs) };
  }
  if (status === "other-language" || status === "no-article") {
    const first = emptyText({ t: texts, lang, status, language });
    return { first, more: t(status === "no-article" ? "noArticleMore" : "otherLanguageMore") };
  }
  const [first, more] = STATES[status];
  return { first: t(first), more: status === "failed" ? message : more && t(more) };
}
