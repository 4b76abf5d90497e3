/** Puts the widget together from its parts, with settings that are checked already. */
import { DEFAULTS, type Settings } from "./config/schema.js";
import { type Dress, Page } from "./highlighter/page.js";
import type { PageTagger } from "./highlighter/tagger.js";
import { keepInFragment } from "./legend/fragment.js";
import { listenToKeys } from "./legend/keys.js";
import { openLegend } from "./legend/legend.js";
import { showStrip } from "./legend/strip.js";

export function open(tagger: PageTagger, given: Partial<Settings>, dress: Dress): Page {
  const settings = { ...DEFAULTS, ...given };
  const page = new Page(tagger, settings, dress);
  listenToKeys(page, page.signal);
  // Not before the first marks are drawn: on a long page each of these takes a frame of its own.
  void page.ready
    .then(() => page.drawn)
    .then(() => {
      if (page.signal.aborted) return;
      if (settings.legend !== "none") openLegend(page);
      if (settings.strip) showStrip(page);
    });
  if (settings.share) keepInFragment(page, page.signal);
  return page;
}
