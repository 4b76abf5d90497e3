/**
 * Marks one page: begins, runs commands, reports the page's state, and removes everything again.
 */

import { DEFAULTS } from "../../src/config/index.js";
import { findArticle, Rules } from "../../src/finder/index.js";
import { NAMES } from "../../src/finder/names.js";
import type { Page } from "../../src/highlighter/page.js";
import { type Lang, langOf, TEXTS } from "../../src/i18n/index.js";
import { memory } from "../../src/legend/memory.js";
import css from "../../src/ui/ui.css";
import { open } from "../../src/widget.js";
import type { Beginning, Command, PageState, Status } from "../shared/messages.js";
import { GONE, isAlive, type RequestError, request } from "../shared/request.js";
import ownCss from "./content.css";
import { corrections } from "./corrections.js";
import { legendStorage } from "./legend-storage.js";
import { insertStyles, removeOrphans } from "./page-styles.js";
import { pickArticle } from "./picker.js";
import { RemoteTagger } from "./remote-tagger.js";
import { showSelection } from "./selection.js";

/** An attribute on `<html>` by which a site declines to be marked. */
const OPTED_OUT = "data-themelight-off";

export class ContentController {
  #page: Page | undefined;
  #status: Status = "off";
  #message: string | undefined;
  #beginning: Promise<void> | undefined;
  #lang: Lang = "vi";
  #sent = "";
  /**
   * What the reader pointed at as the article while this script lives; null = found automatically.
   */
  #picked: string | null | undefined;
  /** The element that the reader opened the context menu on. */
  #pointed: Node | undefined;

  constructor() {
    const point = (event: Event) => {
      if (event.isTrusted) this.#pointed = event.composedPath()[0] as Node;
    };
    document.addEventListener("contextmenu", point, { capture: true, passive: true });
  }

  /**
   * False once the extension was updated, switched off or removed: nothing answers this script any
   * more.
   */
  get alive(): boolean {
    return isAlive();
  }

  begin(): void {
    if (this.#page && !this.#page.signal.aborted) return;
    this.#beginning ??= this.#begin()
      .catch((cause: unknown) => this.#failed(cause))
      .finally(() => {
        this.#beginning = undefined;
        this.#report();
      });
  }

  /** Runs a command and returns the page's state afterwards. */
  async run(command: Command): Promise<PageState> {
    await this.#beginning;
    const page = this.#page;
    const { type } = command;
    if (type === "stop") this.#stop();
    else if (type === "restart") await this.#restart();
    else if (type === "pick") this.#pick();
    else if (type === "selection") await showSelection(command.text, this.#lang);
    else if (page) await this.#runOn(page, command);
    return this.#state();
  }

  async #runOn(page: Page, command: Command): Promise<void> {
    await page.ready;
    const { type } = command;
    if (type === "filter")
      page.filter(command.themes.filter((id) => page.looks.some(({ theme }) => theme.id === id)));
    else if (type === "step") page.step(command.by);
    else if (type === "confidence") page.setConfidence(command.least ?? undefined);
    else if (type === "why") this.#why(page);
  }

  async #begin(): Promise<void> {
    this.#message = undefined;
    if (document.contentType === "application/pdf") return this.#end("pdf");
    if (document.documentElement.hasAttribute(OPTED_OUT)) return this.#end("opted-out");
    // Most frames are advertisements: only those with an article are marked.
    if (window !== top && !hasArticle()) return this.#end("no-article");
    this.#status = "tagging";
    const beginning = await request("begin", {});
    if (beginning.refused) return this.#end(beginning.refused);
    this.#open(beginning);
    await this.#page!.ready;
  }

  #open({ themes, settings, root }: Beginning): void {
    this.#lang = langOf(settings.lang);
    Object.assign(memory, legendStorage(settings));
    const tagger = new RemoteTagger(themes);
    const { legend, cues, strip, keys } = settings;
    const selector = this.#picked === undefined ? root : this.#picked;
    const place = selector && isOnPage(selector) ? { root: selector } : {};
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
      // Without a theme there is nothing to explain; only the corrections are shown.
      if (!page.themesOf(index).length) panel.replaceChildren();
      panel.append(correct(index));
    };
    if (settings.confidence !== null) page.setConfidence(settings.confidence);
    page.onChange(() => this.#report());
    page.signal.addEventListener("abort", () => {
      // Another Themelight took the page over, unless we removed the marks ourselves.
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
    this.#report();
  }

  async #restart(): Promise<void> {
    if (!this.#page) return;
    this.#stop();
    this.begin();
    await this.#beginning;
  }

  #failed(cause: unknown): void {
    const { code, message } = cause as RequestError;
    this.#message = message.slice(0, 1000);
    this.#page?.destroy();
    this.#end(code === "page/owned" ? "owned" : "failed");
  }

  /** Shows “why?” for the paragraph under the pointer, if there is one. */
  #why(page: Page): void {
    const passage = page.paragraphs.find(({ element }) => this.#pointed && element.contains(this.#pointed));
    if (passage) page.asked(passage);
  }

  #pick(): void {
    this.#stop();
    this.#status = "picking";
    void pickArticle(this.#lang).then(async (root) => {
      if (root !== undefined) {
        this.#picked = root;
        // It is used on this page even when it cannot be stored.
        await request("place", { root }).catch(() => {});
      }
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

  /** Sends the page's state to popup and badge when it has changed. */
  #report(): void {
    const page = this.#page;
    // Our element stays hidden until the page has an article.
    if (page) page.host.style.display = page.paragraphs.length ? "" : "none";
    const state = this.#state();
    const text = JSON.stringify(state);
    if (text === this.#sent) return;
    this.#sent = text;
    request("report", { state }).catch((cause: RequestError) => {
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

/** Whether a selector matches here. It was made on another page of the site. */
function isOnPage(selector: string): boolean {
  try {
    return document.querySelector(selector) !== null;
  } catch {
    // Not a selector of this browser.
    return false;
  }
}
