/** Puts the widget together from its parts, with settings that are checked already. */
import { DEFAULTS, type Settings } from "./config/schema.js";
import { Page } from "./highlighter/page.js";
import { adoptStyles, type InstallStyles } from "./highlighter/sheets.js";
import type { PageTagger } from "./highlighter/tagger.js";
import { keepInFragment } from "./legend/fragment.js";
import { listenToKeys } from "./legend/keys.js";
import { openLegend } from "./legend/legend.js";
import { showStrip } from "./legend/strip.js";

/** How it looks: the sheet for our shadow root, and how the page gets its few rules. */
export interface Styles {
  readonly css: string;
  readonly install?: InstallStyles | undefined;
}

export function open(tagger: PageTagger, given: Partial<Settings>, styles: Styles): Page {
  const settings = { ...DEFAULTS, ...given };
  const page = new Page(tagger, settings, styles.css, styles.install ?? adoptStyles);
  listenToKeys(page, page.signal);
  if (settings.legend !== "none") openLegend(page);
  if (settings.strip) showStrip(page);
  if (settings.share) keepInFragment(page, page.signal);
  return page;
}
