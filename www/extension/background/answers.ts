/** What the background answers to a page's script. Each question has been checked before it comes here. */
import { corrections, judge } from "../shared/database.js";
import type { Asks, Verdicts } from "../shared/messages.js";
import { changeSettings, readSettings } from "../shared/store.js";
import { showBadge } from "./badge.js";
import { taggerOf, type WantedTheme, wantedThemes } from "./taggers.js";

/** Who asks: a frame of a tab. */
export interface Asker {
  readonly tabId: number;
  readonly frameId: number;
  /** Of the page in the tab, as in `https://example.vn`; "null" for pages without one. */
  readonly origin: string;
}

type Answers = {
  readonly [K in keyof Asks]: (question: Asks[K][0], asker: Asker) => Promise<Asks[K][1]>;
};

export const ANSWER: Answers = {
  async begin(_, { origin }) {
    const settings = await readSettings();
    const { lang, legend, confidence, cues, strip, keys } = settings;
    const site = settings.sites[origin];
    const shown = { lang, legend, confidence, cues, strip, keys };
    if (site?.rule === "never") return { refused: "never", themes: [], settings: shown };
    // The options may have changed the corrections; a page that begins reads them anew.
    known = undefined;
    const tagger = await taggerOf(settings.model);
    const themes = wantedThemes(tagger.themes, settings).map(({ at: _, ...theme }) => theme);
    return { themes, settings: shown, ...(site?.root && { root: site.root }) };
  },

  async tag({ texts }) {
    const { tagger, themes, model } = await now();
    const said = await knownVerdicts(model);
    const verdicts: Record<string, Verdicts> = {};
    for (const [i, text] of texts.entries()) {
      const found = said.get(text);
      if (found) verdicts[i] = found;
    }
    const scores = tagger.tag(texts).map((tagging) => themes.map(({ at }) => tagging.scores[at]!));
    return { scores, verdicts };
  },

  async explain({ text }) {
    const { tagger, themes } = await now();
    const wanted = new Set(themes.map(({ id }) => id));
    return tagger.explain(text).filter(({ theme }) => wanted.has(theme));
  },

  async judge({ text, theme, verdict }) {
    const { model } = await readSettings();
    const verdicts = await judge(model, text, theme, verdict);
    known = undefined;
    return verdicts;
  },

  async styles({ css, on }, { tabId, frameId }) {
    const what = { target: { tabId, frameIds: [frameId] }, css };
    await (on ? chrome.scripting.insertCSS(what) : chrome.scripting.removeCSS(what));
    return null;
  },

  async state({ state }, { tabId }) {
    await showBadge(tabId, state);
    return null;
  },

  async place({ root }, { origin }) {
    // A file or a page made by a script is no site that could be remembered.
    if (!/^https?:/.test(origin)) return null;
    await changeSettings((old) => {
      const { root: _, ...site } = old.sites[origin] ?? {};
      return { ...old, sites: { ...old.sites, [origin]: { ...site, ...(root && { root }) } } };
    });
    return null;
  },

  async legend({ legend }) {
    await changeSettings((old) => ({ ...old, legend }));
    return null;
  },
};

async function now(): Promise<{
  tagger: Awaited<ReturnType<typeof taggerOf>>;
  themes: readonly WantedTheme[];
  model: string;
}> {
  const settings = await readSettings();
  const tagger = await taggerOf(settings.model);
  return { tagger, themes: wantedThemes(tagger.themes, settings), model: settings.model };
}

/** What the reader said about paragraphs under the model in use, by text. */
let known: { readonly model: string; readonly verdicts: Promise<Map<string, Verdicts>> } | undefined;

function knownVerdicts(model: string): Promise<Map<string, Verdicts>> {
  if (known?.model !== model) {
    const read = async () =>
      new Map((await corrections(model)).map(({ text, verdicts }) => [text, verdicts]));
    known = { model, verdicts: read() };
  }
  return known.verdicts;
}
