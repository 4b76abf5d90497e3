/** Puts the widget together from its parts, with settings that are checked already. */
import { DEFAULTS, type Settings } from "./config/schema.js";
import { bare } from "./dom/native.js";
import { report } from "./highlighter/events.js";
import { type Dress, Page } from "./highlighter/page.js";
import { pause } from "./highlighter/slices.js";
import type { PageTagger } from "./highlighter/tagger.js";
import { keepInFragment } from "./legend/fragment.js";
import { listenToKeys } from "./legend/keys.js";
import { openLegend } from "./legend/legend.js";
import { showStrip } from "./legend/strip.js";

/** @throws ThemelightError After it was reported and everything is removed again. */
export function open(tagger: PageTagger, given: Partial<Settings>, dress: Dress): Page {
  let page: Page | undefined;
  try {
    page = new Page(tagger, bare({ ...DEFAULTS, ...given }), bare(dress));
    if (page.settings.share) keepInFragment(page, page.signal);
    furnish(page).catch((cause) => page?.failed(cause, "page/failed"));
    return page;
  } catch (cause) {
    page?.destroy();
    throw report(cause);
  }
}

/**
 * One thing after the other: on a long page each takes a layout, and the reader's storage takes a while to answer. Only the
 * keys come before the first marks are drawn.
 */
async function furnish(page: Page): Promise<void> {
  for (const add of [listenToKeys, openLegend, showStrip]) {
    await pause();
    if (!page.signal.aborted) add(page);
    await page.ready;
    await page.drawn;
  }
}
