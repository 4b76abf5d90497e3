import { check, KINDS, type Settings } from "./config/index.js";
import { bare, isElement } from "./dom/native.js";
import { NAMES } from "./finder/names.js";
import { report } from "./highlighter/events.js";
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

/**
 * Highlights the article of this document, or of the element given. Wrong options are named in the
 * console.
 *
 * @throws ThemelightError Reported before as `themelight:error` and in the console; the page is then
 * as it was.
 */
export function attach(tagger: PageTagger, rootOrOptions: Element | AttachOptions = {}): Page {
  try {
    const options: AttachOptions = isElement(rootOrOptions) ? { root: [rootOrOptions] } : rootOrOptions;
    const { installStyles: install, ...given } = bare(options);
    // One element is as good as a list of one.
    const raw = isElement(given.root) ? { ...given, root: [given.root] } : given;
    const warn = (message: string) => console.warn(`Themelight: ${message}`);
    const settings = bare(check<Settings>(raw, KINDS, warn));
    const lang = langOf(settings.lang);
    return open(tagger, settings, { lang, texts: TEXTS[lang], names: NAMES, css, install });
  } catch (cause) {
    throw report(cause);
  }
}
