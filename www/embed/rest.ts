/** The script that the loader fetches: engine, finder, highlighter, and the closed legend. */
import type { PageHandle } from "../src/api/handle.js";
import type { Settings } from "../src/api/settings.js";
import type { PageTagger } from "../src/api/tagger.js";
import { pause } from "../src/dom/scheduling.js";
import type { Platform } from "../src/engine/files.js";
import { loadOn } from "../src/engine/load.js";
import type { LoadOptions, Tagger } from "../src/engine/types.js";
import { handleOf } from "../src/highlighter/handle.js";
import type { Details } from "../src/legend/model.js";
import type { PackReader } from "../src/pack/magic.js";
import pageCss from "../src/ui/page.css";
import { openPage } from "../src/widget.js";
import type { File } from "./parts.js";

/** The script with the open legend and the cue words; defined by the build. */
declare const DETAILS: File;
/** The script that reads model packs; defined by the build. */
declare const PACK: File;

/** Loads another script of the embed's folder. */
type LoadPart = (file: File) => Promise<unknown>;

/** Loads a tagger. The present task has run the script: ends it first. */
export async function load(
  platform: Omit<Platform, "loadPackReader">,
  options: LoadOptions,
  loadPart: LoadPart,
): Promise<Tagger> {
  await pause(options.signal, "idle");
  const loadPackReader = () => loadPart(PACK) as Promise<PackReader>;
  return loadOn({ ...platform, loadPackReader }, options);
}

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
  loadPart: LoadPart,
): Promise<PageHandle> {
  const loadDetails = () => loadPart(DETAILS) as Promise<Details>;
  // The present task has started the engine: ends it first.
  await pause(undefined, "idle");
  return handleOf(openPage(tagger, settings, { css, pageCss, loadDetails }));
}
