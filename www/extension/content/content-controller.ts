/**
 * Marks a page: starts, runs commands, reports the page's state, and removes the marks.
 */

import { SETTINGS, withDefaults } from "../../src/api/settings.js";
import { isOptedOut } from "../../src/dom/opt-out.js";
import type { Theme } from "../../src/engine/index.js";
import { HEURISTICS } from "../../src/finder/heuristics.js";
import { findArticle, Rules } from "../../src/finder/index.js";
import type { PageController } from "../../src/highlighter/controller.js";
import { type Lang, langOf } from "../../src/i18n/index.js";
import * as details from "../../src/legend/details.js";
import pageCss from "../../src/ui/page.css";
import css from "../../src/ui/widget.css";
import { openPage } from "../../src/widget.js";
import type { Beginning, Command, PageState, Status } from "../shared/messages.js";
import { GONE, isAlive, type RequestError, request } from "../shared/request.js";
import { isSample } from "../shared/sample.js";
import ownCss from "./content.css";
import { addCorrections } from "./corrections.js";
import { legendStorage } from "./legend-storage.js";
import { insertStyles, removeOrphans } from "./page-styles.js";
import { pickArticle } from "./picker.js";
import { RemoteTagger } from "./remote-tagger.js";
import { showSelectedBar } from "./selected-bar.js";
import { showSelection } from "./selection.js";

export class ContentController {
  #page: PageController | undefined;
  #status: Status = "off";
  #message: string | undefined;
  #beginning: Promise<void> | undefined;
  #lang: Lang = "vi";
  #themes: readonly Theme[] = [];
  #sent = "";
  /**
   * Selector of the article that the reader chose on this page; null = found automatically.
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
   * False after the extension was updated, switched off or removed: requests get no response.
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
    if (type === "mark") {
      this.begin();
      await this.#beginning;
    } else if (type === "stop") this.#stop();
    else if (type === "restart") await this.#restart();
    else if (type === "pick") this.#pick();
    else if (type === "selection") await showSelection(command.text, this.#lang);
    else if (page) await this.#runOn(page, command);
    return this.#state();
  }

  async #runOn(page: PageController, command: Command): Promise<void> {
    await page.ready;
    const { type } = command;
    if (type === "filter")
      page.filter(command.themes.filter((id) => page.themes.some((theme) => theme.id === id)));
    else if (type === "step") page.step(command.by);
    else if (type === "confidence") page.setConfidence(command.least ?? undefined);
    else if (type === "why") this.#why(page);
  }

  async #begin(): Promise<void> {
    this.#message = undefined;
    if (document.contentType === "application/pdf") return this.#end("pdf");
    if (isOptedOut()) return this.#end("opted-out");
    // Most frames are advertisements: only those with an article are marked.
    if (window !== top && !hasArticle()) return this.#end("no-article");
    this.#status = "tagging";
    const beginning = await request("begin", {});
    if (beginning.refused) return this.#end(beginning.refused);
    this.#open(beginning);
    await this.#page!.ready;
  }

  #open(beginning: Beginning): void {
    const { themes, settings, root } = beginning;
    this.#themes = themes;
    this.#lang = langOf(settings.lang);
    const tagger = new RemoteTagger(beginning);
    const { lang, legend, cues, strip, keys } = settings;
    const selector = this.#picked === undefined ? root : this.#picked;
    const rootOnPage = selector && isOnPage(selector) ? { root: selector } : {};
    const page = openPage(
      tagger,
      withDefaults(SETTINGS, { lang, legend, cues, strip, keys, ...rootOnPage }),
      {
        css: ownCss + css,
        pageCss,
        loadDetails: () => Promise.resolve(details),
        // The browser inserts no CSS into pages of extensions, and theirs allows style sheets.
        installStyles: isSample(location.href) ? undefined : insertStyles,
        storage: legendStorage(settings),
      },
    );
    removeOrphans(page.host);
    this.#page = page;
    addCorrections(page, tagger);
    showSelectedBar(page);
    if (settings.confidence !== null) page.setConfidence(settings.confidence);
    page.on("change", () => this.#report());
    page.signal.addEventListener("abort", () => {
      // Another Themelight took over the page, unless the marks were removed on request.
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
    // What failed may succeed with the new settings.
    if (!this.#page && this.#status !== "failed") return;
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
  #why(page: PageController): void {
    const passage = page.paragraphs.find(
      ({ element }) => this.#pointed && element.contains(this.#pointed),
    );
    if (passage) page.explainFor(page.paragraphs.indexOf(passage));
  }

  #pick(): void {
    this.#stop();
    this.#status = "picking";
    void pickArticle(this.#lang).then(async (root) => {
      if (root !== undefined) {
        this.#picked = root;
        // Uses the selector on this page even if it cannot be stored.
        await request("article", { root }).catch(() => {});
      }
      this.begin();
    });
  }

  #statusOf({ paragraphs, busy, status }: PageController): Status {
    if (busy || (!paragraphs.length && this.#beginning)) return "tagging";
    if (status !== "found") return status;
    return paragraphs.length ? "tagged" : "no-article";
  }

  #state(): PageState {
    const page = this.#page;
    if (!page)
      return { ...NOTHING, status: this.#status, message: this.#message, lang: this.#lang };
    const { counts } = page;
    return {
      status: this.#statusOf(page),
      language: page.language,
      paragraphs: page.paragraphs.length,
      shown: page.shown.length,
      position: page.shown.indexOf(page.selected) + 1,
      filter: [...page.filtered],
      confidence: page.confidence ?? null,
      lang: page.lang,
      themes: page.themes.map(({ id, line, glyph, threshold }, i) => {
        const { name, color, colorDark } = this.#themes[i]!;
        return { id, name, line, glyph, color, colorDark, threshold, count: counts[id]! };
      }),
    };
  }

  /** Sends the page's state to popup and badge when it has changed. */
  #report(): void {
    const page = this.#page;
    // The host element stays hidden until the page has an article.
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

const NOTHING = {
  paragraphs: 0,
  shown: 0,
  position: 0,
  filter: [],
  confidence: null,
  themes: [],
} as const;

function hasArticle(): boolean {
  if (!document.body) return false;
  const finding = findArticle(document, {
    ...withDefaults(SETTINGS, {}),
    rules: new Rules(HEURISTICS),
  });
  let step = finding.next();
  while (!step.done) step = finding.next();
  return step.value.passages.length > 0;
}

/** Returns whether a selector, made on another page of the site, matches. */
function isOnPage(selector: string): boolean {
  try {
    return document.querySelector(selector) !== null;
  } catch {
    // This browser does not support the selector.
    return false;
  }
}
