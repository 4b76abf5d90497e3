/** The script that the loader fetches: engine, finder, highlighter, legend. */
import type { PageHandle } from "../src/api/handle.js";
import type { Settings } from "../src/api/settings.js";
import type { PageTagger } from "../src/api/tagger.js";
import { pause } from "../src/dom/scheduling.js";
import type { WidgetResources } from "../src/highlighter/controller.js";
import { handleOf } from "../src/highlighter/handle.js";
import pageCss from "../src/ui/page.css";
import { openPage } from "../src/widget.js";

export { loadOn as load } from "../src/engine/load.js";

/** Highlights the page. The settings are valid and complete. */
export async function open(
  tagger: PageTagger,
  settings: Settings,
  resources: Omit<WidgetResources, "pageCss">,
): Promise<PageHandle> {
  // The present task has started the engine: ends it first.
  await pause();
  return handleOf(openPage(tagger, settings, { ...resources, pageCss }));
}
