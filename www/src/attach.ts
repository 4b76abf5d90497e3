import { check } from "./api/check.js";
import type { PageHandle } from "./api/handle.js";
import type { AttachOptions } from "./api/options.js";
import { SETTINGS, withDefaults } from "./api/settings.js";
import type { PageTagger } from "./api/tagger.js";
import { bare, isElement } from "./dom/native.js";
import { report } from "./dom/report.js";
import type { PageController } from "./highlighter/controller.js";
import { handleOf } from "./highlighter/handle.js";
import pageCss from "./ui/page.css";
import css from "./ui/widget.css";
import { openPage } from "./widget.js";

/**
 * Highlights the article of this document, or the given element. Options that are not valid are
 * named in the console and left out.
 *
 * @throws ThemelightError after it was reported as `themelight:error` and in the console. The page
 * is then as before.
 */
export function attach(
  tagger: PageTagger,
  rootOrOptions: Element | AttachOptions = {},
): PageHandle {
  return handleOf(attachController(tagger, rootOrOptions));
}

/** `attach` for our tests: returns the controller instead of the handle. */
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
    return openPage(tagger, settings, { css, pageCss, installStyles, storage });
  } catch (cause) {
    throw report(cause);
  }
}
