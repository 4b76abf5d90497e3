/** The script that the loader fetches: engine, finder, highlighter, and the closed legend. */
import shared from "#shared";
import type { PageHandle } from "../src/api/handle.js";
import type { EmbedSettings } from "../src/api/settings.js";
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

type Annotated = typeof import("../src/annotated.js");

/** The script with the open legend and the cue words; defined by the build. */
declare const DETAILS: File;
/** The script that reads the results in annotated pages; defined by the build. */
declare const ANNOTATED: File;
/** The script that reads model packs; defined by the build. */
declare const PACK: File;

/** Loads another script of the embed's folder, which may take something from this one. */
type LoadPart = (file: File, shared?: unknown) => Promise<unknown>;

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
 * @param given the tagger, or a function that loads it for a page which `themelight annotate` has
 *   annotated: it is called if a text has no result in the page
 * @param ownModel the hash of the embed's own model
 * @param settings valid and complete
 * @param css the rules of our shadow root: `ui/widget.css`
 */
export async function open(
  given: PageTagger | (() => Promise<PageTagger>),
  ownModel: string,
  settings: EmbedSettings,
  css: string,
  loadPart: LoadPart,
): Promise<PageHandle> {
  const loadDetails = () => loadPart(DETAILS, shared) as Promise<Details>;
  const annotated = async (load: () => Promise<PageTagger>) => {
    const { taggerOf } = (await loadPart(ANNOTATED)) as Annotated;
    // A site's own model may have no known hash.
    return taggerOf(load, settings.model ? settings.modelIntegrity : ownModel);
  };
  const tagger = typeof given === "function" ? await annotated(given) : given;
  // The present task has started the engine: ends it first.
  await pause(undefined, "idle");
  return handleOf(openPage(tagger, settings, { css, pageCss, loadDetails }));
}
