import type { PageHandle } from "./api/handle.js";
import type { AttachTarget } from "./api/options.js";
import type { PageTagger } from "./api/tagger.js";
import { attachController } from "./attach-controller.js";
import { handleOf } from "./highlighter/handle.js";

/**
 * Highlights the article of this document. Options that are not valid are named in the console and
 * left out.
 *
 * @param target the article: an element, elements or a selector; or options
 * @example attach(await load(), ".article")
 * @throws ThemelightError `input/type` for another argument, `page/…` if the page cannot be marked.
 * It is also reported as `themelight:error` and in the console; the page is then as before.
 */
export function attach(tagger: PageTagger, target: AttachTarget = {}): PageHandle {
  return handleOf(attachController(tagger, target));
}
