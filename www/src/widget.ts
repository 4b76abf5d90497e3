/** Puts the widget together: a controller, and the controls of the legend. */
import type { Settings } from "./api/settings.js";
import type { PageTagger } from "./api/tagger.js";
import { bare } from "./dom/native.js";
import { report } from "./dom/report.js";
import { PageController } from "./highlighter/controller.js";
import type { WidgetResources } from "./highlighter/resources.js";
import { mountControls } from "./legend/mount.js";

/**
 * Marks the page. The settings are valid and complete.
 *
 * @throws ThemelightError after it was reported and everything is removed
 */
export function openPage(
  tagger: PageTagger,
  settings: Settings,
  resources: WidgetResources,
): PageController {
  let page: PageController | undefined;
  try {
    page = new PageController(tagger, bare(settings), bare(resources));
    mountControls(page);
    return page;
  } catch (cause) {
    page?.destroy();
    throw report(cause);
  }
}
