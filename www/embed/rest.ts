/** The script that the loader fetches: engine, finder, highlighter, legend. */
import type { PageHandle } from "../src/api/handle.js";
import type { Settings } from "../src/api/settings.js";
import type { PageTagger } from "../src/api/tagger.js";
import { pause } from "../src/dom/scheduling.js";
import { handleOf } from "../src/highlighter/handle.js";
import pageCss from "../src/ui/page.css";
import { openPage } from "../src/widget.js";

export { loadOn as load } from "../src/engine/load.js";

/**
 * Highlights the page.
 *
 * @param settings valid and complete
 * @param css the rules of our shadow root: `ui/widget.css`
 */
export async function open(
  tagger: PageTagger,
  settings: Settings,
  css: string,
): Promise<PageHandle> {
  // The present task has started the engine: ends it first.
  await pause();
  return handleOf(openPage(tagger, settings, { css, pageCss }));
}
