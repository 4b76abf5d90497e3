import { check } from "./api/check.js";
import type { AttachOptions } from "./api/options.js";
import { SETTINGS, withDefaults } from "./api/settings.js";
import type { PageTagger } from "./api/tagger.js";
import { bare, isElement } from "./dom/native.js";
import { report } from "./dom/report.js";
import type { PageController } from "./highlighter/controller.js";
import pageCss from "./ui/page.css";
import css from "./ui/widget.css";
import { openPage } from "./widget.js";

/** `attach` without the handle: our tests read more than the handle has. */
export function attachController(
  tagger: PageTagger,
  rootOrOptions: Element | AttachOptions = {},
): PageController {
  try {
    const options: AttachOptions = isElement(rootOrOptions)
      ? { root: rootOrOptions }
      : rootOrOptions;
    const { installStyles, storage, ...given } = bare(options);
    const raw = isElement(given.root) ? { ...given, root: [given.root] } : given;
    const warn = (message: string) => console.warn(`Themelight: ${message}`);
    const settings = withDefaults(SETTINGS, check(raw, SETTINGS, warn));
    return openPage(tagger, settings, {
      css,
      pageCss,
      loadDetails: () => import("./legend/details.js"),
      installStyles,
      storage,
    });
  } catch (cause) {
    throw report(cause);
  }
}
