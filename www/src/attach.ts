import { check, KINDS, type Settings } from "./config/index.js";
import { NAMES } from "./finder/names.js";
import type { Page } from "./highlighter/page.js";
import type { InstallStyles } from "./highlighter/sheets.js";
import type { PageTagger } from "./highlighter/tagger.js";
import { langOf, TEXTS } from "./i18n/index.js";
import css from "./ui/ui.css";
import { open } from "./widget.js";

export interface AttachOptions extends Partial<Settings> {
  /** How the page gets its rules; extensions pass their own. Default: a constructable sheet. */
  readonly installStyles?: InstallStyles;
}

/** Highlights the article of this document, or of the element given. Wrong options are named in the console. */
export function attach(tagger: PageTagger, rootOrOptions: Element | AttachOptions = {}): Page {
  const { installStyles: install, ...given } =
    rootOrOptions instanceof Element ? { root: [rootOrOptions] } : (rootOrOptions as AttachOptions);
  // One element is as good as a list of one.
  const root: unknown = given.root;
  const raw = root instanceof Element ? { ...given, root: [root] } : given;
  const settings = check<Settings>(raw, KINDS, (message) => console.warn(`Themelight: ${message}`));
  const lang = langOf(settings.lang);
  return open(tagger, settings, { lang, texts: TEXTS[lang], names: NAMES, css, install });
}
