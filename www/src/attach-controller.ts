import { check } from "./api/check.js";
import type { AttachTarget } from "./api/options.js";
import { SETTINGS, withDefaults } from "./api/settings.js";
import type { PageTagger } from "./api/tagger.js";
import { checkDocument, checkTagger, optionsOf } from "./attach-arguments.js";
import { bare } from "./dom/native.js";
import { report } from "./dom/report.js";
import type { PageController } from "./highlighter/controller.js";
import pageCss from "./ui/page.css";
import css from "./ui/widget.css";
import { openPage } from "./widget.js";

/** `attach` without the handle: our tests read more than the handle has. */
export function attachController(tagger: PageTagger, target: AttachTarget = {}): PageController {
  try {
    checkTagger(tagger);
    checkDocument();
    const { installStyles, storage, ...given } = bare(optionsOf(target));
    const warn = (message: string) => console.warn(`Themelight: ${message}`);
    const settings = withDefaults(SETTINGS, check(given, SETTINGS, warn));
    return openPage(tagger, settings, {
      css,
      pageCss,
      loadDetails: () => import("./legend/details.js"),
      installStyles,
      storage,
    });
  } catch (cause) {
    // Without a document there is no place for the event.
    throw globalThis.document ? report(cause) : cause;
  }
}
