/** The script that the loader fetches: engine, finder, highlighter, and the closed legend. */
import type { PageHandle } from "../src/api/handle.js";
import type { Settings } from "../src/api/settings.js";
import type { PageTagger } from "../src/api/tagger.js";
import { pause } from "../src/dom/scheduling.js";
import { loadOn } from "../src/engine/load.js";
import { handleOf } from "../src/highlighter/handle.js";
import type { Details } from "../src/legend/model.js";
import pageCss from "../src/ui/page.css";
import { openPage } from "../src/widget.js";
import type { File } from "./parts.js";

/** Loads a tagger. The present task has run the script: ends it first. */
export const load: typeof loadOn = async (platform, options) => {
  await pause(options?.signal, "idle");
  return loadOn(platform, options);
};

/** The script with the open legend and the cue words; defined by the build. */
declare const DETAILS: File;

/**
 * Highlights the page.
 *
 * @param settings valid and complete
 * @param css the rules of our shadow root: `ui/widget.css`
 * @param load loads another script of the embed's folder
 */
export async function open(
  tagger: PageTagger,
  settings: Settings,
  css: string,
  load: (file: File) => Promise<unknown>,
): Promise<PageHandle> {
  const loadDetails = () => load(DETAILS) as Promise<Details>;
  // The present task has started the engine: ends it first.
  await pause(undefined, "idle");
  return handleOf(openPage(tagger, settings, { css, pageCss, loadDetails }));
}
