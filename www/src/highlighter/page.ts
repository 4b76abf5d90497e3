/**
 * The handle `attach` gives: the article's paragraphs, what is asked of them, and the way back to an untouched page.
 * `Reader` finds and tags, `Painter` draws, `watchPage` says when the page changed; here they are put together.
 */
import type { Settings } from "../config/schema.js";
import { ThemelightError } from "../engine/error.js";
import type { Evidence } from "../engine/index.js";
import { isVisible } from "../finder/dom.js";
import type { Passage } from "../finder/index.js";
import { type Lang, langOf, texts } from "../i18n/index.js";
import { VERSION } from "../version.js";
import { fire } from "./events.js";
import { Hooks } from "./hooks.js";
import { claim } from "./owner.js";
import { LONG, Painter } from "./painter.js";
import { isDark, type Look, looksOf } from "./palette.js";
import { Reader } from "./reader.js";
import { focusOn, reveal } from "./reveal.js";
import { adopt, type InstallStyles } from "./sheets.js";
import { pause } from "./slices.js";
import { fading, pageStyles } from "./styles.js";
import type { PageTagger } from "./tagger.js";
import { View } from "./view.js";
import { outermost, watchPage } from "./watch.js";

/** One paragraph as the page's owner sees it. */
export type Paragraph = Passage;

export interface SelectOptions {
  /** Scroll it into view. Default: true. */
  readonly scroll?: boolean;
  /** Move the focus there too, for keyboard and screen reader. */
  readonly focus?: boolean;
}

export class Page {
  /** Resolves when everything in view is tagged. */
  ready: Promise<void> = Promise.resolve();
  /** Resolves when the whole page is. */
  done: Promise<void> = Promise.resolve();
  /** True while paragraphs are looked for or tagged. */
  busy = false;
  /** Whether single keys step through the paragraphs. */
  keys = false;
  readonly lang: Lang;
  readonly view: View;
  readonly settings: Settings;
  /** Our only element on the page: outside `body`, so that no framework finds it among its children. */
  readonly host = document.createElement("themelight-ui");
  readonly shadow = this.host.attachShadow({ mode: "open" });

  readonly #tagger: PageTagger;
  readonly #reader: Reader;
  readonly #painter: Painter;
  readonly #install: InstallStyles;
  readonly #life = new AbortController();
  readonly #changed = new Hooks();
  readonly #sized = new Hooks();
  readonly #asked = new Hooks();
  #work = new AbortController();
  /** Elements that changed since they were read. */
  readonly #parts = new Set<Element>();
  #inView = () => {};
  #looks: readonly Look[] = [];
  /** Found anew after every change. */
  #shown: readonly number[] | undefined;
  #selected: Passage | undefined;
  #styles = "";
  #removeStyles = () => {};
  #removeFading: (() => void) | undefined;

  constructor(tagger: PageTagger, settings: Settings, css: string, install: InstallStyles) {
    if (!claim(VERSION, () => this.destroy(), this.#life.signal)) {
      throw new ThemelightError(
        "page/owned",
        "a newer version of Themelight already marks this page; it stays",
      );
    }
    this.#tagger = tagger;
    this.settings = settings;
    this.#install = install;
    this.lang = langOf(settings.lang, document);
    this.view = new View(tagger.themes);
    this.#reader = new Reader(tagger, settings, {
      found: () => this.#found(),
      tagged: (passages) => {
        this.#shown = undefined;
        this.#painter.mark(passages);
      },
      inView: (count) => this.#reached(count),
    });
    const studio = {
      scene: () => ({
        ...this.#reader.article,
        view: this.view,
        looks: this.#looks,
        selected: this.#selected,
        busy: this.busy,
        shown: () => this.shown.map((i) => this.paragraphs[i]!),
      }),
      resized: () => this.#resized(),
      asked: (passage: Passage) => this.#ask(passage),
    };
    this.#painter = new Painter(tagger, this.lang, settings.cues, studio, this.signal);
    adopt(this.shadow, css);
    this.shadow.append(this.#painter.overlay.layer);
    document.documentElement.append(this.host);
    this.#looks = this.#look();
    const changes = {
      whole: () => this.update(),
      parts: (elements: ReadonlySet<Element>) => this.#partsChanged(elements),
      moved: () => this.#painter.schedule(),
    };
    watchPage(() => this.#reader.article, changes, this.host, this.signal);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#dress(), {
      signal: this.signal,
    });
    this.update();
  }

  /** Every paragraph of the article in document order, the untagged ones too. */
  get paragraphs(): readonly Paragraph[] {
    return this.#reader.article.passages;
  }

  /** How each theme looks on this page now. */
  get looks(): readonly Look[] {
    return this.#looks;
  }

  /** The chosen paragraph's index, -1 for none. */
  get selected(): number {
    return this.#selected ? this.paragraphs.indexOf(this.#selected) : -1;
  }

  /** Aborted once the page is destroyed. */
  get signal(): AbortSignal {
    return this.#life.signal;
  }

  /** Indexes of the paragraphs that carry a theme the filter keeps. */
  get shown(): readonly number[] {
    this.#shown ??= [...this.paragraphs.keys()].filter((i) => this.view.keeps(this.themesOf(i)));
    return this.#shown;
  }

  themesOf(index: number): ReturnType<View["themesOf"]> {
    return this.view.themesOf(this.paragraphs[index]?.tagging);
  }

  /** How many paragraphs carry each theme, whatever the filter. */
  counts(): Record<string, number> {
    const counts = Object.fromEntries(this.#tagger.themes.map(({ id }) => [id, 0]));
    for (const i of this.paragraphs.keys()) for (const { theme } of this.themesOf(i)) counts[theme]!++;
    return counts;
  }

  /** Keeps only paragraphs with one of these themes; without themes, all. */
  filter(themes: readonly string[] = []): void {
    const known = this.#tagger.themes.map(({ id }) => id);
    const unknown = themes.find((theme) => !known.includes(theme));
    if (unknown !== undefined) {
      throw new ThemelightError("input/theme", `no theme "${unknown}"; the model has ${known.join(", ")}`);
    }
    this.view.filter = new Set(themes);
    this.#shown = undefined;
    if (themes.length) this.#removeFading ??= this.#install(fading(getComputedStyle(this.#base).color));
    this.#painter.fade();
    fire("themelight:filter", { themes: [...themes] });
    this.#change();
  }

  /** Chooses a paragraph by its index in `paragraphs` and brings it into view; -1 chooses none. */
  select(index: number, { scroll = true, focus = false }: SelectOptions = {}): void {
    this.#selected = this.paragraphs[index];
    if (this.#selected && scroll) reveal(this.#selected);
    if (this.#selected && focus) focusOn(this.#selected, this.signal);
    this.#painter.schedule();
    const themes = this.themesOf(index).map(({ theme }) => theme);
    fire("themelight:select", { index: this.selected, themes });
    this.#change();
  }

  /** Chooses the next or previous paragraph among those shown, round the end. */
  step(by: 1 | -1, options?: SelectOptions): void {
    const { shown, selected } = this;
    if (!shown.length) return;
    const next = by > 0 ? shown.find((i) => i > selected) : shown.findLast((i) => i < selected);
    this.select(next ?? shown.at(by > 0 ? 0 : -1)!, options);
  }

  /** A paragraph in words, as a screen reader says it: which, and its themes. */
  describe(index: number): string {
    const { shown } = this;
    const names = this.themesOf(index).map(
      ({ theme }) => this.#looks.find((look) => look.theme.id === theme)?.name,
    );
    return `${texts(this.lang).place(shown.indexOf(index) + 1, shown.length)}. ${names.join(", ")}`;
  }

  /** Least probability that counts; undefined = the model's own thresholds. */
  setConfidence(least: number | undefined): void {
    this.view.confidence = least;
    this.#shown = undefined;
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
    this.#parts.clear();
    this.#start(async (signal) => {
      await pause(signal);
      await this.#reader.read(signal);
    });
  }

  /** Takes everything away; the page is as it was, byte for byte. */
  destroy(): void {
    if (this.signal.aborted) return;
    this.#work.abort();
    this.#life.abort();
    this.#painter.clear();
    this.#removeStyles();
    this.#removeFading?.();
    this.host.remove();
  }

  /** Calls back after every change of what is shown. */
  onChange(listener: () => void): void {
    this.#changed.add(listener);
  }

  /** Calls back when the page or the article got another size. */
  onResize(listener: () => void): void {
    this.#sized.add(listener);
  }

  /** Calls back when the reader clicks a label: the question “why?”. */
  onAsk(listener: () => void): void {
    this.#asked.add(listener);
  }

  /** A reading of the whole page replaces what runs; parts that change meanwhile are read after it. */
  #start(read: (signal: AbortSignal) => Promise<void>): void {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    this.busy = true;
    this.ready = new Promise((resolve) => {
      this.#inView = resolve;
    });
    const inView = this.#inView;
    this.done = read(signal)
      .then(() => this.#readParts(signal))
      .then(() => this.#finished())
      .catch((cause: unknown) => {
        // Whoever waits for a reading that was replaced waits for the one that replaced it.
        if (signal.aborted) return this.signal.aborted ? undefined : this.done;
        this.#fail(cause);
      })
      .finally(inView);
  }

  #partsChanged(elements: ReadonlySet<Element>): void {
    for (const element of elements) this.#parts.add(element);
    if (!this.busy) this.#start(() => Promise.resolve());
  }

  async #readParts(signal: AbortSignal): Promise<void> {
    while (this.#parts.size) {
      const parts = outermost(this.#parts);
      this.#parts.clear();
      await this.#reader.readAgain(parts, signal);
    }
  }

  #found(): boolean {
    const { roots, passages } = this.#reader.article;
    if (this.#selected && !passages.includes(this.#selected)) this.#selected = undefined;
    this.#shown = undefined;
    this.#painter.reset(passages, roots);
    this.#dress();
    return fire("themelight:before-tag", { paragraphs: passages.length });
  }

  #reached(count: number): void {
    this.#inView();
    fire("themelight:ready", { paragraphs: count });
    this.#change();
  }

  #finished(): void {
    this.busy = false;
    this.#painter.fade();
    fire("themelight:tagged", { paragraphs: this.paragraphs.length, counts: this.counts() });
    this.#change();
  }

  /** Something grew: text that was hidden may show now. */
  #resized(): void {
    this.#sized.call();
    if (this.#reader.article.hidden.some(isVisible)) this.update();
  }

  #ask(passage: Passage): void {
    this.select(this.paragraphs.indexOf(passage), { scroll: false });
    this.#asked.call();
  }

  /** Puts on the colours that fit the page as it is now. */
  #dress(): void {
    this.#looks = this.#look();
    const styles = pageStyles(this.#looks, this.lang, this.paragraphs.length <= LONG);
    if (styles === this.#styles) return;
    this.#styles = styles;
    this.#removeStyles();
    this.#removeStyles = this.#install(styles);
    this.#painter.schedule();
  }

  /** Where the page's own colours are read. */
  get #base(): Element {
    return this.paragraphs[0]?.element ?? document.body;
  }

  #change(): void {
    this.#shown = undefined;
    this.#changed.call();
  }

  #look(): readonly Look[] {
    const dark = isDark(this.#base);
    this.host.toggleAttribute("data-dark", dark);
    return looksOf(this.#tagger.themes, this.lang, dark);
  }

  #fail(cause: unknown): void {
    this.busy = false;
    const code = cause instanceof ThemelightError ? cause.code : "engine/failed";
    const message = cause instanceof Error ? cause.message : String(cause);
    console.error(`Themelight: ${message}`);
    fire("themelight:error", { code, message });
    this.#change();
  }
}
