/**
 * The handle `attach` gives: the article's paragraphs, what is asked of them, and the way back to an untouched page.
 * `Reader` finds and tags, `Painter` draws, `watchPage` says when the page changed; here they are put together.
 */
import type { Settings } from "../config/schema.js";
import { isVisible } from "../dom/element.js";
import { bare, doc } from "../dom/native.js";
import { ThemelightError } from "../engine/error.js";
import type { Evidence } from "../engine/index.js";
import { type Passage, Rules } from "../finder/index.js";
import type { Names } from "../finder/names.js";
import type { Lang, Texts } from "../i18n/index.js";
import { VERSION } from "../version.js";
import { fire, report, typed } from "./events.js";
import { claim } from "./owner.js";
import { LONG, Painter, type Scene } from "./painter.js";
import { isDark, type Look, looksOf } from "./palette.js";
import { Reader, type ReaderEvents } from "./reader.js";
import { focusOn, reveal } from "./reveal.js";
import { adopt, adoptStyles, type InstallStyles } from "./sheets.js";
import { fading, pageStyles } from "./styles.js";
import type { PageTagger } from "./tagger.js";
import { type Shown, View } from "./view.js";
import { type Changes, watchPage } from "./watch.js";

/** One paragraph as the page's owner sees it. */
export type Paragraph = Passage;

export interface SelectOptions {
  /** Scroll it into view. Default: true. */
  readonly scroll?: boolean;
  /** Move the focus there too, for keyboard and screen reader. */
  readonly focus?: boolean;
}

/** Called after every change of what is shown. */
export type ChangeListener = () => void;

/** How it looks and what it says. */
export interface Dress {
  readonly lang: Lang;
  readonly texts: Texts;
  /** By what names the finder knows the article. */
  readonly names: Names;
  /** `ui.css`: the sheet for our shadow root, and after it, in a layer of its own, what the page gets. */
  readonly css: string;
  /** How the page gets its rules. Default: a constructable sheet. */
  readonly install?: InstallStyles | undefined;
}

export class Page implements Scene, ReaderEvents, Changes {
  /** Whether single keys step through the paragraphs. */
  keys = false;
  /** The reader clicked a label, which asks “why?”; until the legend has taken it, which may come later. */
  why = false;
  /** What a door adds to the answer to “why?” for a paragraph (-1: none), such as the extension's corrections. */
  onWhy = (_panel: HTMLElement, _index: number): void => {};
  readonly lang: Lang;
  /** What the widget says, in that language. */
  readonly t: Texts;
  readonly rules: Rules;
  readonly view = new View();
  readonly settings: Settings;
  /** Our only element on the page: outside `body`, so that no framework finds it among its children. */
  readonly host = doc.createElement("themelight-ui");
  readonly shadow = this.host.attachShadow(bare({ mode: "open" }));
  readonly #life = new AbortController();
  /** Aborted once the page is destroyed. */
  readonly signal = this.#life.signal;

  readonly #tagger: PageTagger;
  readonly #reader: Reader;
  readonly #painter: Painter;
  readonly #install: InstallStyles;
  readonly #listeners: ChangeListener[] = [];
  #survey: { shown: number[]; counts: Record<string, number> } | undefined;
  #chosen: Passage | undefined;
  readonly #pageCss: string;
  #styles = "";
  #removeStyles = () => {};
  #removeFading: (() => void) | undefined;

  /** @throws ThemelightError `page/owned`. Any other error leaves the page untouched as well. */
  constructor(tagger: PageTagger, settings: Settings, dress: Dress) {
    const { lang, texts, names, css, install = adoptStyles } = dress;
    const { signal } = this;
    if (!claim(VERSION, () => this.destroy(), signal)) {
      throw new ThemelightError("page/owned", "a newer Themelight marks this page; it stays");
    }
    this.#tagger = tagger;
    this.settings = settings;
    this.#install = install;
    this.lang = lang;
    this.t = texts;
    this.rules = new Rules(names);
    const layer = css.indexOf("@layer");
    this.#pageCss = css.slice(layer);
    try {
      this.#reader = new Reader(tagger, bare({ ...settings, rules: this.rules }), this, signal);
      this.#painter = new Painter(tagger, this, settings.cues);
      adopt(this.shadow, css.slice(0, layer));
      this.shadow.append(this.#painter.overlay.layer);
      doc.documentElement.append(this.host);
      this.#look();
      watchPage(this, this, signal);
      this.#watchHost();
      const dark = globalThis.matchMedia?.("(prefers-color-scheme: dark)");
      dark?.addEventListener(
        "change",
        this.guard(() => this.#dress()),
        bare({ signal }),
      );
      this.update();
    } catch (cause) {
      this.destroy();
      throw cause;
    }
  }

  /** Resolves when everything in view is tagged. */
  get ready(): Promise<void> {
    return this.#reader.ready;
  }

  /** Resolves when the whole page is. */
  get done(): Promise<void> {
    return this.#reader.done;
  }

  /** Resolves when all that there is to show is drawn. */
  get drawn(): Promise<void> {
    return this.#painter.drawn;
  }

  /** True while paragraphs are looked for or tagged. */
  get busy(): boolean {
    return this.#reader.busy;
  }

  get roots(): readonly Element[] {
    return this.#reader.article.roots;
  }

  /** Every paragraph of the article in document order, the untagged ones too. */
  get paragraphs(): readonly Paragraph[] {
    return this.#reader.article.passages;
  }

  /** How each theme looks on this page now. */
  get looks(): readonly Look[] {
    return this.view.looks;
  }

  get chosen(): Paragraph | undefined {
    return this.#chosen;
  }

  /** The chosen paragraph's index, -1 for none. */
  get selected(): number {
    return this.#chosen ? this.paragraphs.indexOf(this.#chosen) : -1;
  }

  /** Indexes of the paragraphs that carry a theme the filter keeps. */
  get shown(): readonly number[] {
    return this.#surveyed().shown;
  }

  /** How many paragraphs carry each theme, whatever the filter. */
  counts(): Readonly<Record<string, number>> {
    return this.#surveyed().counts;
  }

  themesOf(index: number): readonly Shown[] {
    return this.view.themesOf(this.paragraphs[index]?.tagging);
  }

  /** Keeps only paragraphs with one of these themes; without themes, all. */
  filter(themes: readonly string[] = []): void {
    const known = this.#tagger.themes.map(({ id }) => id);
    const unknown = themes.find((theme) => !known.includes(theme));
    if (unknown !== undefined) {
      throw new ThemelightError("input/theme", `no theme "${unknown}"; the model has ${known.join(", ")}`);
    }
    this.view.filter = new Set(themes);
    this.#survey = undefined;
    if (themes.length) this.#removeFading ??= this.#install(fading(getComputedStyle(this.#base).color));
    this.#painter.fade();
    fire("themelight:filter", { themes: [...themes] });
    this.#change();
  }

  /** Chooses a paragraph by its index in `paragraphs` and brings it into view; -1 chooses none. */
  select(index: number, options: SelectOptions = {}): void {
    const { scroll = true, focus = false } = bare(options);
    const chosen = this.paragraphs[index];
    this.#chosen = chosen;
    if (chosen && scroll) reveal(chosen);
    if (chosen && focus) focusOn(chosen, this.signal);
    this.#painter.schedule();
    const themes = this.themesOf(index).map(({ look }) => look.theme.id);
    fire("themelight:select", { index: this.selected, themes });
    this.#change();
  }

  /** Chooses the next or previous paragraph among those shown, round the end. */
  step(by: 1 | -1, options?: SelectOptions): void {
    const { shown, selected } = this;
    const next = by > 0 ? shown.find((i) => i > selected) : shown.findLast((i) => i < selected);
    const index = next ?? shown.at(by > 0 ? 0 : -1);
    if (index !== undefined) this.select(index, options);
  }

  /** Least probability that counts; undefined = the model's own thresholds. */
  setConfidence(least: number | undefined): void {
    this.view.confidence = least;
    this.#survey = undefined;
    this.#painter.mark(this.paragraphs);
    this.#painter.fade();
    this.#change();
  }

  /** Shows or hides all marks; the legend stays. */
  setMarks(on: boolean): void {
    this.view.marks = on;
    this.#painter.fade();
    this.#change();
  }

  /** Which words speak for and against the themes of a paragraph. */
  async explain(index: number): Promise<readonly Evidence[]> {
    const passage = this.paragraphs[index];
    return passage ? this.#painter.explain(passage) : [];
  }

  /** Looks at the page again. Paragraphs whose text is known keep their tags without being asked again. */
  update(): void {
    this.#reader.update();
  }

  /** Takes everything away; the page is as it was, byte for byte. */
  destroy(): void {
    this.#end();
  }

  /** Removes everything. A step that fails, on a page that replaced what it calls, stops no other. */
  #end(reason?: ThemelightError): void {
    if (this.signal.aborted) return;
    this.#life.abort(reason);
    const steps = [
      () => this.#painter?.clear(),
      () => this.#removeStyles(),
      () => this.#removeFading?.(),
      () => this.host.remove(),
    ];
    for (const step of steps) {
      try {
        step();
      } catch {}
    }
  }

  /** Wraps a callback of the browser's: what it throws ends the page, with one report. */
  guard<A extends unknown[]>(callback: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      try {
        callback(...args);
      } catch (cause) {
        this.failed(cause, "page/failed");
      }
    };
  }

  onChange(listener: ChangeListener): void {
    this.#listeners.push(listener);
  }

  readonly whole = this.guard(() => this.update());

  readonly changed = this.guard((records: readonly MutationRecord[]) => this.#reader.readAgain(records));

  readonly moved = this.guard(() => this.#painter.schedule());

  /** Something grew: text that was hidden may show now. */
  readonly resized = this.guard(() => {
    if (this.#reader.article.hidden.some(isVisible)) this.update();
    else this.#change();
  });

  readonly asked = this.guard((passage: Passage) => {
    this.why = true;
    this.select(this.paragraphs.indexOf(passage), { scroll: false });
  });

  found(): boolean {
    const { paragraphs } = this;
    if (this.#chosen && !paragraphs.includes(this.#chosen)) this.#chosen = undefined;
    this.#survey = undefined;
    this.#painter.reset();
    this.#dress();
    return fire("themelight:before-tag", { paragraphs: paragraphs.length });
  }

  tagged(passages: readonly Passage[], inView: boolean): void {
    this.#survey = undefined;
    this.#painter.mark(passages);
    if (inView) this.#painter.schedule();
  }

  inView(count: number): Promise<void> | false {
    fire("themelight:ready", { paragraphs: count });
    this.#change();
    // There it takes a while until the rest is tagged: what the reader sees is drawn first.
    return this.#isLong && this.drawn;
  }

  finished(): void {
    this.#painter.fade();
    fire("themelight:tagged", { paragraphs: this.paragraphs.length, counts: this.counts() });
    this.#change();
  }

  /** Ends the page with one report; `signal.reason` is then the error. */
  failed(cause: unknown, code = "engine/failed"): void {
    if (this.signal.aborted) return;
    const error = typed(cause, code);
    this.#end(error);
    report(error);
  }

  /**
   * Ends the page when its element is gone: the page's scripts removed it, or replaced the whole
   * document (`document.open`), which also drops our listeners.
   */
  #watchHost(): void {
    const observer = new MutationObserver(() => {
      if (this.host.isConnected) return;
      const message = "the page removed Themelight's element or replaced its document; attach again";
      this.failed(new ThemelightError("page/removed", message));
    });
    const children = bare({ childList: true });
    observer.observe(document, children);
    observer.observe(doc.documentElement, children);
    this.signal.addEventListener("abort", () => observer.disconnect());
  }

  #surveyed(): { readonly shown: readonly number[]; readonly counts: Readonly<Record<string, number>> } {
    if (!this.#survey) {
      const counts = Object.fromEntries(this.#tagger.themes.map(({ id }) => [id, 0]));
      const shown: number[] = [];
      // A long page makes no list of themes for every paragraph here: only counts.
      this.paragraphs.forEach(({ tagging }, index) => {
        let keeps = false;
        tagging?.scores.forEach((score, i) => {
          const look = this.looks[i]!;
          if (!this.view.has(look, score)) return;
          counts[look.theme.id]!++;
          keeps ||= this.view.wants(look);
        });
        if (keeps) shown.push(index);
      });
      this.#survey = { shown, counts };
    }
    return this.#survey;
  }

  /** Puts on the colours that fit the page as it is now. */
  #dress(): void {
    this.#look();
    const styles = this.#pageCss + pageStyles(this.looks, this.t, this.#isLong);
    if (styles === this.#styles) return;
    this.#styles = styles;
    this.#removeStyles();
    this.#removeStyles = this.#install(styles);
    this.#painter.schedule();
  }

  #look(): void {
    const dark = isDark(this.#base);
    this.host.toggleAttribute("data-dark", dark);
    this.view.looks = looksOf(this.#tagger.themes, this.lang, dark);
  }

  get #isLong(): boolean {
    return this.paragraphs.length > LONG;
  }

  /** Where the page's own colours are read. */
  get #base(): Element {
    return this.paragraphs[0]?.element ?? doc.body ?? doc.documentElement;
  }

  #change(): void {
    for (const listener of this.#listeners) listener();
  }
}
