import { DEFAULTS, type Settings } from "./config/index.js";
import { Page } from "./highlighter/page.js";
import { adoptStyles, type InstallStyles } from "./highlighter/sheets.js";
import type { PageTagger } from "./highlighter/tagger.js";
import { keepInFragment } from "./legend/fragment.js";
import { listenToKeys } from "./legend/keys.js";
import { Legend } from "./legend/legend.js";
import { Strip } from "./legend/strip.js";

export interface AttachOptions extends Partial<Settings> {
  /** How the page gets its rules; extensions pass their own. Default: a constructable sheet. */
  readonly installStyles?: InstallStyles;
}

/** Highlights the article of this document, or of the element given. */
export function attach(tagger: PageTagger, rootOrOptions: Element | AttachOptions = {}): Page {
  const { installStyles = adoptStyles, ...given }: AttachOptions =
    rootOrOptions instanceof Element ? { root: [rootOrOptions] } : rootOrOptions;
  const settings = { ...DEFAULTS, ...given };
  const page = new Page(tagger, settings, installStyles);
  listenToKeys(page, page.signal);
  if (settings.legend !== "none") new Legend(page);
  if (settings.strip) new Strip(page);
  if (settings.share) keepInFragment(page, page.signal);
  return page;
}
