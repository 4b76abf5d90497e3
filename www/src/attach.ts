import type { PageHandle } from "./api/handle.js";
import type { AttachOptions } from "./api/options.js";
import type { PageTagger } from "./api/tagger.js";
import { attachController } from "./attach-controller.js";
import { handleOf } from "./highlighter/handle.js";

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
