/** Our stay on one page: begins, follows what it is told, says how the page stands, and leaves without a trace. */

import { DEFAULTS } from "../../src/config/index.js";
import { findArticle, Rules } from "../../src/finder/index.js";
import { NAMES } from "../../src/finder/names.js";
import type { Page } from "../../src/highlighter/page.js";
import { langOf, TEXTS } from "../../src/i18n/index.js";
import { memory } from "../../src/legend/memory.js";
import css from "../../src/ui/ui.css";
import { open } from "../../src/widget.js";
import { ask, GONE, isAlive, type Refused } from "../shared/ask.js";
import type { Beginning, PageState, Status, Tell } from "../shared/messages.js";
import ownCss from "./content.css";
import { corrections } from "./corrections.js";
import { insertStyles, removeOrphans } from "./page-styles.js";
import { pickArticle } from "./picker.js";
import { RemoteTagger } from "./remote-tagger.js";
import { showSelection } from "./selection.js";

/** Named by the site on `<html>`: it wants no highlighting. */
const OPTED_OUT = "data-themelight-off";

export class Visit {
  #page: Page | undefined;
  #status: Status = "off";
  #message: string | undefined;
  #beginning: Promise<void> | undefined;
  #lang: "vi" | "en" = "vi";
  #sent = "";
  /** What the reader opened the context menu on. */
  #pointed: Node | undefined;

  constructor() {
    const point = (event: Event) => {
      if (event.isTrusted) this.#pointed = event.composedPath()[0] as Node;
    };
    document.addEventListener("contextmenu", point, { capture: true, passive: true });
  }

  /** False once the extension was updated or switched off under us: nobody answers this script any more. */
  get alive(): boolean {
    return isAlive();
  }

  begin(): void {
    if (this.#page && !this.#page.signal.aborted) return;
    this.#beginning ??= this.#begin()
      .catch((cause: unknown) => this.#failed(cause))
      .finally(() => {
        this.#beginning = undefined;
        this.#say();
      });
  }

  /** Does what it is told, and says how the page stands then. */
  async told(what: Tell): Promise<PageState> {
    await this.#beginning;
    const page = this.#page;
    if (what.tell === "stop") this.#stop();
    else if (what.tell === "restart") await this.#restart();
    else if (what.tell === "pick") this.#pick();
    else if (what.tell === "selection") await showSelection(what.text, this.#lang);
    else if (page) await this.#toldPage(page, what);
    return this.#state();
  }

  async #toldPage(page: Page, what: Tell): Promise<void> {
    await page.ready;
    if (what.tell === "filter")
      page.filter(what.themes.filter((id) => page.looks.some(({ theme }) => theme.id === id)));
    else if (what.tell === "step") page.step(what.by);
    else if (what.tell === "confidence") page.setConfidence(what.least ?? undefined);
    else if (what.tell === "why") this.#why(page);
  }

  async #begin(): Promise<void> {
    this.#message = undefined;
    if (document.contentType === "application/pdf") return this.#end("pdf");
    if (document.documentElement.hasAttribute(OPTED_OUT)) return this.#end("opted-out");
    // A frame has a say only when it has an article: most are advertisements.
    if (window !== top && !hasArticle()) return this.#end("no-article");
    this.#status = "tagging";
    const beginning = await ask("begin", {});
    if (beginning.refused) return this.#end(beginning.refused);
    this.#open(beginning);
    await this.#page!.ready;
  }

  #open({ themes, settings, root }: Beginning): void {
    this.#lang = langOf(settings.lang);
    Object.assign(memory, {
      get: (name: string) => (name === "legend" ? settings.legend : null),
      set: (name: string, value: string) => {
        if (name === "legend") ask("legend", { legend: value as "open" | "closed" }).catch(() => {});
      },
    });
    const tagger = new RemoteTagger(themes);
    const { legend, cues, strip, keys } = settings;
    // What the reader pointed at on another page of the site may be missing on this one.
    const place = root && document.querySelector(root) ? { root } : {};
    const page = open(
      tagger,
      { legend, cues, strip, keys, ...place },
      { lang: this.#lang, texts: TEXTS[this.#lang], names: NAMES, css: ownCss + css, install: insertStyles },
    );
    removeOrphans(page.host);
    this.#page = page;
    const correct = corrections(page, tagger);
    page.onWhy = (panel, index) => {
      if (!page.paragraphs[index]) return;
      // Without a theme there is nothing to explain, but something to correct.
      if (!page.themesOf(index).length) panel.replaceChildren();
      panel.append(correct(index));
    };
    if (settings.confidence !== null) page.setConfidence(settings.confidence);
    page.onChange(() => this.#say());
    page.signal.addEventListener("abort", () => {
      // Another Themelight took the page over, unless it was us who left.
      if (this.#page === page) this.#end("owned");
    });
  }

  #stop(): void {
    const page = this.#page;
    this.#end("off");
    page?.destroy();
  }

  #end(status: Status): void {
    this.#page = undefined;
    this.#status = status;
    this.#say();
  }

  async #restart(): Promise<void> {
    if (!this.#page) return;
    this.#stop();
    this.begin();
    await this.#beginning;
  }

  #failed(cause: unknown): void {
    const { code, message } = cause as Refused;
    this.#message = message;
    this.#page?.destroy();
    this.#end(code === "page/owned" ? "owned" : "failed");
  }

  /** The paragraph under the pointer answers “why?”; beside the article there is nothing to answer. */
  #why(page: Page): void {
    const passage = page.paragraphs.find(({ element }) => this.#pointed && element.contains(this.#pointed));
    if (passage) page.asked(passage);
  }

  #pick(): void {
    this.#stop();
    this.#status = "picking";
    void pickArticle(this.#lang).then(async (root) => {
      if (root !== undefined) await ask("place", { root });
      this.begin();
    });
  }

  #state(): PageState {
    const page = this.#page;
    const working = page && (page.busy || this.#beginning);
    const status = !page
      ? this.#status
      : page.paragraphs.length
        ? page.busy
          ? "tagging"
          : "tagged"
        : working
          ? "tagging"
          : "no-article";
    if (!page) return { ...NOTHING, status, message: this.#message, lang: this.#lang };
    const counts = page.counts();
    return {
      status,
      paragraphs: page.paragraphs.length,
      shown: page.shown.length,
      place: page.shown.indexOf(page.selected) + 1,
      filter: [...page.view.filter],
      confidence: page.view.confidence ?? null,
      lang: page.lang,
      themes: page.looks.map(({ theme, line, glyph }) => ({
        id: theme.id,
        name: theme.name,
        line,
        glyph,
        color: theme.color,
        colorDark: theme.colorDark,
        count: counts[theme.id]!,
      })),
    };
  }

  /** Tells popup and badge, when there is something new to tell. */
  #say(): void {
    const page = this.#page;
    // Nothing of ours shows on a page without an article, until one comes.
    if (page) page.host.style.display = page.paragraphs.length ? "" : "none";
    const state = this.#state();
    const text = JSON.stringify(state);
    if (text === this.#sent) return;
    this.#sent = text;
    ask("state", { state }).catch((cause: Refused) => {
      if (cause.code === GONE) this.#page?.destroy();
    });
  }
}

const NOTHING = { paragraphs: 0, shown: 0, place: 0, filter: [], confidence: null, themes: [] } as const;

function hasArticle(): boolean {
  if (!document.body) return false;
  const finding = findArticle(document, { ...DEFAULTS, rules: new Rules(NAMES) });
  let step = finding.next();
  while (!step.done) step = finding.next();
  return step.value.passages.length > 0;
}
