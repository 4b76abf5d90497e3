/** Handles the requests of content scripts, whose fields are already validated. */
import { messageOf } from "../../src/engine/error.js";
import { entryOf, LimitError, ValidationError } from "../shared/check.js";
import { correct, verdictsOn } from "../shared/database.js";
import { MAX_BATCH } from "../shared/limits.js";
import type { Fields, RequestName, ResponseTo, Verdicts } from "../shared/messages.js";
import { withSite } from "../shared/settings.js";
import { changeSettings, readSettings } from "../shared/store.js";
import { showBadge } from "./badge.js";
import { siteOf } from "./origin.js";
import { checkPageCss } from "./page-css.js";
import { inspect, taggerOf, type WantedTheme, wantedThemes } from "./taggers.js";

/** The frame that sent a request. */
export interface Sender {
  readonly tabId: number;
  readonly frameId: number;
  /** The frame's own origin; see `origin.ts`. */
  readonly origin: string;
  /**
   * The origin of the tab's page, which the address bar shows; undefined if it has none.
   */
  readonly site: string | undefined;
  /**
   * True in a private window: corrections and articles are neither stored nor read.
   */
  readonly incognito: boolean;
}

type Handler<N extends RequestName, From> = (
  fields: Fields<N>,
  from: From,
) => Promise<ResponseTo<N>>;

export const CONTENT_REQUESTS: {
  readonly [N in Exclude<RequestName, "inspect">]: Handler<N, Sender>;
} = {
  async begin(_, { origin, site, incognito }) {
    const settings = await readSettings();
    const { lang, legend, confidence, cues, strip, keys, sites } = settings;
    const shown = { lang, legend, confidence, cues, strip, keys };
    const rules = [site, origin].map((one) => entryOf(sites, one ?? "")?.rule);
    if (rules.includes("never"))
      return { refused: "never", themes: [], settings: shown, language: "" };
    const tagger = await taggerOf(settings.model);
    const themes = wantedThemes(tagger.themes, settings).map(({ at: _, ...theme }) => theme);
    const root = incognito ? undefined : entryOf(sites, origin)?.root;
    const { language } = tagger.info;
    return { themes, settings: shown, language, ...(root && { root }) };
  },

  async tag({ texts }, { origin, incognito }) {
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    if (length > MAX_BATCH) {
      throw new LimitError(
        "batch",
        `tag: expected at most ${MAX_BATCH} characters, found ${length}`,
      );
    }
    const { tagger, themes, model } = await now();
    const verdicts = incognito ? {} : await verdictsOn(model, origin, texts).catch(noVerdicts);
    const scores = tagger.tag(texts).map((tagging) => themes.map(({ at }) => tagging.scores[at]!));
    return { scores, verdicts };
  },

  async explain({ text }) {
    const { tagger, themes } = await now();
    const wanted = new Set(themes.map(({ id }) => id));
    return tagger.explain(text).filter(({ theme }) => wanted.has(theme));
  },

  async correct({ text, theme, verdict }, { origin, incognito }) {
    const { themes, model } = await now();
    if (!themes.some(({ id }) => id === theme)) {
      throw new ValidationError(`correct.theme: the model in use has no theme "${theme}"`);
    }
    if (!incognito) await correct({ model, origin, text }, theme, verdict);
    return { stored: !incognito };
  },

  async styles({ css, on }, { tabId, frameId }) {
    checkPageCss(css);
    const what = { target: { tabId, frameIds: [frameId] }, css };
    await (on ? chrome.scripting.insertCSS(what) : chrome.scripting.removeCSS(what));
    return null;
  },

  async report({ state }, { tabId }) {
    await showBadge(tabId, state);
    return null;
  },

  async article({ root }, { origin, incognito }) {
    // Files and sandboxed frames have no site setting; the content script keeps the choice in
    // memory.
    if (incognito || siteOf(origin) !== origin) return null;
    await changeSettings((old) => {
      const { root: _, ...site } = entryOf(old.sites, origin) ?? {};
      return withSite(old, origin, { ...site, ...(root && { root }) });
    });
    return null;
  },

  async legend({ legend }) {
    await changeSettings((old) => ({ ...old, legend }));
    return null;
  },
};

/** Handles the requests of the extension's pages. */
export const OWN_REQUESTS: {
  readonly [N in Extract<RequestName, "inspect">]: Handler<N, undefined>;
} = {
  async inspect({ model }) {
    const { themes, info } = await inspect(model);
    return { themes, bytes: info.bytes };
  },
};

/** Returns no corrections if the database cannot be read, so that the page is still marked. */
function noVerdicts(cause: unknown): Record<string, Verdicts> {
  console.warn(`Themelight: the corrections cannot be read: ${messageOf(cause)}`);
  return {};
}

async function now(): Promise<{
  tagger: Awaited<ReturnType<typeof taggerOf>>;
  themes: readonly WantedTheme[];
  model: string;
}> {
  const settings = await readSettings();
  const tagger = await taggerOf(settings.model);
  return { tagger, themes: wantedThemes(tagger.themes, settings), model: settings.model };
}
