/**
 * Marks one page. The `Reader` finds and tags paragraphs, the `Painter` draws, `watchPage` reports
 * changes of the page; the controller connects them and is the model of the legend.
 */
import { ThemelightError } from "../api/errors.js";
import type { PageStatus } from "../api/events.js";
import type { Explanation } from "../api/explanation.js";
import type { Paragraph } from "../api/handle.js";
import type { ChoiceStorage, InstallStyles, SelectOptions } from "../api/options.js";
import type { Settings } from "../api/settings.js";
import type { PageTagger } from "../api/tagger.js";
import { bare, checkPromises, doc } from "../dom/native.js";
import { fire, report, typed } from "../dom/report.js";
import { inSlices, pause, withBackOff } from "../dom/scheduling.js";
import { adopt, adoptStyles, isVast } from "../dom/sheets.js";
import type { Evidence } from "../engine/types.js";
import { explainArticle } from "../finder/explain.js";
import { HEURISTICS } from "../finder/heuristics.js";
import { type FinderOptions, type Passage, Rules } from "../finder/index.js";
import { type Lang, langOf, TEXTS, type Texts } from "../i18n/index.js";
import type { Details, LegendModel, ModelEvents } from "../legend/model.js";
import { siteStorage } from "../legend/storage.js";
import { VERSION } from "../version.js";
import type { Others } from "./drawing/others.js";
import { Painter } from "./drawing/painter.js";
import { focusOn, isInView, onScrollEnd, reveal, revealBetween } from "./drawing/reveal.js";
import { fading, pageStyles } from "./drawing/styles.js";
import { watchHost } from "./host.js";
import { claim } from "./owner.js";
import { logStatus, statusOf } from "./page-status.js";
import { HiddenWatch } from "./reading/hidden.js";
import { boxOf } from "./reading/order.js";
import { Reader } from "./reading/reader.js";
import { watchPage } from "./reading/watch.js";
import type { WidgetResources } from "./resources.js";
import { nextOf, revealNearest } from "./steps.js";
import { Tally } from "./tally.js";
import { backgroundOf, isDark, stylesOf, type ThemeStyle, watchColors } from "./theme-style.js";
import { checkThemes, type ThemeScore, View } from "./view.js";

type Listeners = { [K in keyof ModelEvents]: ((detail: ModelEvents[K]) => void)[] };

export class PageController implements LegendModel {
  keys = false;
  revision = 0;
  readonly lang: Lang;
  readonly t: Texts;
  readonly settings: Settings;
  readonly storage: ChoiceStorage;
  /** Our only element on the page, outside `body`, where frameworks would find it. */
  readonly host = doc.createElement("themelight-ui");
  readonly shadow = this.host.attachShadow(bare({ mode: "open" }));
  readonly #life = new AbortController();
  readonly signal = this.#life.signal;

  readonly #tagger: PageTagger;
  readonly #finder: FinderOptions;
  readonly #reader: Reader;
  readonly #painter: Painter;
  readonly #hidden: HiddenWatch;
  readonly #view = new View();
  readonly #tally = new Tally(this.#view);
  readonly #listeners: Listeners = { change: [], why: [], explained: [] };
  readonly #install: InstallStyles;
  #styles = "";
  #removeStyles = () => {};
  #removeFading: (() => void) | undefined;
  readonly #pageCss: string;
  readonly #loadDetails: () => Promise<Details>;
  #loading: Promise<Details> | undefined;
  #drawnWithCues: Promise<void> | undefined;
  #details: Details | undefined;
  #others: Others | undefined;
  #selected: Passage | undefined;
  /** True while the page scrolls to the selected paragraph. */
  #arriving = false;
  #status: PageStatus = "found";

  /** @throws ThemelightError `page/owned`. After any error the page is untouched. */
  constructor(tagger: PageTagger, settings: Settings, resources: WidgetResources) {
    const { css, pageCss, loadDetails, installStyles, storage } = resources;
    const lang = langOf(settings.lang);
    const texts = TEXTS[lang];
    const { signal } = this;
    checkPromises();
    if (!claim(VERSION, () => this.destroy(), signal)) {
      throw new ThemelightError("page/owned", "a newer Themelight marks this page; it stays");
    }
    this.#tagger = tagger;
    this.#install = installStyles ?? adoptStyles;
    this.#pageCss = pageCss;
    this.#loadDetails = loadDetails;
    this.settings = settings;
    this.storage = storage ?? siteStorage;
    this.lang = lang;
    this.t = texts;
    const finder = bare({ ...settings, rules: new Rules(HEURISTICS) });
    this.#finder = finder;
    const moved = this.guard(() => {
      this.#painter.schedule(true);
      this.#hidden.check();
    });
    try {
      this.#reader = new Reader(
        tagger,
        finder,
        {
          found: (old, fresh) => this.#found(old, fresh),
          begin: () => this.#begin(),
          tagged: (passages, nearView) => this.#tagged(passages, nearView),
          written: () => this.#painter.write(),
          inView: (count) => this.#inView(count),
          finished: () => this.#finished(),
          checked: () => {
            this.#hidden.watch(this.#reader.article.hidden);
            // A dialog or a style that hid the text may be gone.
            this.#hidden.check();
          },
          failed: (cause) => this.failed(cause),
        },
        signal,
      );
      const resized = this.guard(() => {
        // Text that was hidden may be visible now.
        this.#hidden.check();
        this.#changed();
      });
      this.#painter = new Painter(
        tagger,
        {
          t: texts,
          view: this.#view,
          signal,
          cuesOf: () => (settings.cues ? this.#details?.cuesOf : undefined),
          others: () => this.#others,
          article: () => this.#reader.article,
          selected: () => this.#selected,
          busy: () => this.busy,
        },
        {
          failed: (cause) => this.failed(cause),
          guard: (listener) => this.guard(listener),
          resized: withBackOff(resized, signal),
          clicked: this.guard((passage) => this.explainFor(this.#passages.indexOf(passage))),
        },
      );
      // Text that becomes visible during a reading waits for its end; `#finished` checks again.
      const visible = this.guard(() => {
        if (!this.busy) this.update();
      });
      this.#hidden = new HiddenWatch(visible, signal);
      adopt(this.shadow, css);
      this.shadow.append(this.#painter.overlay.layer);
      doc.documentElement.append(this.host);
      this.#style();
      watchPage(
        () => this.#reader.article.roots,
        {
          navigated: this.guard(() => this.update()),
          changed: this.guard((records) => this.#reader.readAgain(records)),
          moved,
        },
        signal,
      );
      watchHost(this.host, (error) => this.failed(error), signal);
      onScrollEnd(() => {
        this.#arriving = false;
      }, signal);
      const recoloured = this.guard(() => {
        this.#restyle();
        this.#painter.showOthers();
      });
      watchColors(recoloured, signal);
      this.update();
    } catch (cause) {
      this.destroy();
      throw cause;
    }
  }

  get ready(): Promise<void> {
    return this.#reader.ready;
  }

  get done(): Promise<void> {
    return this.#reader.done;
  }

  get drawn(): Promise<void> {
    return this.#drawnWithCues ?? this.#painter.drawn;
  }

  /** Resolves when bars and labels are drawn, and the cue words if `details` is loaded. */
  get marked(): Promise<void> {
    return this.#painter.drawn;
  }

  get details(): Details | undefined {
    return this.#details;
  }

  loadDetails(): Promise<Details> {
    if (this.#loading) return this.#loading;
    const loading = this.#loadDetails().then(async (details) => {
      // The present task has run the script: ends it first.
      await pause();
      this.#details = details;
      if (this.signal.aborted) return details;
      details.installStyles(this.shadow);
      this.#others = new details.Others({
        t: this.t,
        signal: this.signal,
        layer: this.#painter.overlay.layer,
        opened: this.guard((passage: Passage) => {
          this.#painter.showOthers();
          focusOn(passage, this.signal);
        }),
      });
      this.#painter.showOthers();
      return details;
    });
    this.#loading = loading;
    const settled = () => {
      this.#drawnWithCues = undefined;
      return this.#painter.drawn;
    };
    this.#drawnWithCues = loading.then(settled, () => {
      // The next call tries again.
      this.#loading = undefined;
      return settled();
    });
    return loading;
  }

  get status(): PageStatus {
    return this.#status;
  }

  get language(): string | undefined {
    return this.#tagger.info?.language;
  }

  get busy(): boolean {
    return this.#reader.busy;
  }

  get paragraphs(): readonly Paragraph[] {
    return this.#passages;
  }

  get themes(): readonly ThemeStyle[] {
    return this.#view.themes;
  }

  get selected(): number {
    return this.#selected ? this.#passages.indexOf(this.#selected) : -1;
  }

  get shown(): readonly number[] {
    return this.#tally.of(this.#passages).shown;
  }

  get counts(): Readonly<Record<string, number>> {
    return this.#tally.of(this.#passages).counts;
  }

  get filtered(): ReadonlySet<string> {
    return this.#view.filter;
  }

  get confidence(): number | undefined {
    return this.#view.confidence;
  }

  get collapsed(): boolean {
    return this.#view.collapsed;
  }

  get marks(): boolean {
    return this.#view.marks;
  }

  themesOf(index: number): readonly ThemeScore[] {
    return this.#view.themesOf(this.#passages[index]?.tagging);
  }

  boxOf(index: number): DOMRect {
    return boxOf(this.#passages[index]!);
  }

  async explain(index: number): Promise<readonly Evidence[]> {
    const passage = this.#passages[index];
    return passage ? this.#painter.explain(passage) : [];
  }

  filter(themes: readonly string[] = []): void {
    checkThemes(themes, this.#tagger.themes);
    this.#view.filter = new Set(themes);
    this.#tally.reset();
    if (themes.length) this.#removeFading ??= this.#install(this.#fading());
    this.#others?.reset();
    this.#painter.showOthers();
    fire("themelight:filter", { themes: [...themes] });
    this.#changed();
  }

  select(index: number, options: SelectOptions = {}): void {
    const { scroll = true, focus = false } = bare(options);
    const passage = this.#passages[index];
    this.#selected = passage;
    if (passage && this.#others?.isHidden(passage)) {
      this.#others.open(passage);
      this.#painter.showOthers();
    }
    this.#arriving = passage !== undefined && scroll;
    if (passage && scroll) reveal(passage);
    if (passage && focus) focusOn(passage, this.signal);
    this.#painter.schedule();
    fire("themelight:select", {
      index: this.selected,
      themes: this.themesOf(index).map(({ theme }) => theme.id),
    });
    this.#changed();
  }

  step(by: 1 | -1, options?: SelectOptions): void {
    const { shown } = this;
    const selected = this.#selected;
    const from = selected && (this.#arriving || isInView(selected)) ? this.selected : undefined;
    const index = nextOf(this.#passages, shown, by, from) ?? shown.at(by > 0 ? 0 : -1);
    if (index !== undefined) this.select(index, options);
  }

  revealNearest(): void {
    revealNearest(this.shown.map((i) => this.#passages[i]!));
  }

  revealBetween(index: number, top: number, bottom: number, edge: "start" | "end"): void {
    const passage = this.#passages[index];
    if (passage) revealBetween(passage, top, bottom, edge);
  }

  /** Selects a paragraph and shows why it has its themes. */
  explainFor(index: number): void {
    this.select(index, { scroll: false });
    this.emit("why", undefined);
  }

  setConfidence(least: number | undefined): void {
    this.#view.confidence = least;
    this.refresh();
  }

  /** Draws everything again, after taggings changed in place. */
  refresh(): void {
    this.revision++;
    this.#tally.reset();
    this.#painter.refresh();
    this.#painter.showOthers();
    this.#changed();
  }

  setCollapsed(on: boolean): void {
    this.#view.collapsed = on;
    this.#others?.reset();
    this.#painter.showOthers();
    this.#changed();
  }

  setMarks(on: boolean): void {
    this.#view.marks = on;
    this.#painter.showOthers();
    this.#changed();
  }

  explainArticle(): Promise<Explanation[]> {
    return inSlices(explainArticle(document, this.#finder), this.signal);
  }

  update(): void {
    this.#reader.update();
  }

  /**
   * Removes everything. If a step fails because the page replaced what it calls, the others run.
   *
   * @param reason the error that `signal.reason` is to be
   */
  destroy(reason?: ThemelightError): void {
    if (this.signal.aborted) return;
    this.#life.abort(reason);
    const steps = [
      () => this.#painter?.clear(),
      () => this.#painter?.clearFading(),
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

  /** Removes the marks, with one report; `signal.reason` is then the error. */
  failed(cause: unknown): void {
    if (this.signal.aborted) return;
    const error = typed(cause, "engine/failed");
    this.destroy(error);
    report(error);
  }

  guard<A extends unknown[]>(listener: (...args: A) => void): (...args: A) => void {
    return (...args) => {
      try {
        listener(...args);
      } catch (cause) {
        this.failed(typed(cause, "page/failed"));
      }
    };
  }

  on<K extends keyof ModelEvents>(type: K, listener: (detail: ModelEvents[K]) => void): void {
    this.#listeners[type].push(listener);
  }

  emit<K extends keyof ModelEvents>(type: K, detail: ModelEvents[K]): void {
    for (const listener of this.#listeners[type]) listener(detail);
  }

  #found(old: readonly Passage[], fresh: readonly Passage[]): void {
    const passages = this.#passages;
    if (this.#selected && !passages.includes(this.#selected)) this.#selected = undefined;
    this.#tally.replaced(passages, !old.length);
    this.#painter.replace(old, fresh);
    this.#hidden.watch(this.#reader.article.hidden);
  }

  /** Returns false where a listener of the page forbids tagging. */
  #begin(): boolean {
    const { length } = this.#passages;
    this.#restyle();
    if (length) this.#prefetch();
    return fire("themelight:before-tag", { paragraphs: length });
  }

  /**
   * Loads the details now, although nothing needs them yet: after the page is tagged, nothing is
   * requested, and the first click works at once and offline.
   */
  #prefetch(): void {
    const { cues, legend } = this.settings;
    if (!cues && legend === "none") return;
    this.loadDetails().catch((cause) =>
      console.warn(`Themelight: ${typed(cause, "page/failed").message}`),
    );
  }

  #tagged(passages: readonly Passage[], nearView: boolean): Promise<void> {
    this.#tally.tagged();
    const room = this.#painter.mark(passages);
    if (nearView) this.#painter.schedule();
    return room;
  }

  #inView(count: number): Promise<void> | undefined {
    fire("themelight:ready", { paragraphs: count });
    this.#changed();
    // The rest of a long page takes a while: draws what the reader sees first.
    return this.#painter.isLong ? this.#painter.drawn : undefined;
  }

  #finished(): void {
    this.#tally.settled(this.#passages);
    // Text may have become visible during the reading.
    this.#hidden.check();
    this.#painter.showOthers();
    this.#readStatus();
    fire("themelight:tagged", {
      paragraphs: this.#passages.length,
      counts: this.counts,
      status: this.#status,
    });
    this.#changed();
  }

  #readStatus(): void {
    const before = this.#status;
    this.#status = statusOf(this.#reader.article, this.shown.length > 0, this.language);
    if (this.#status !== before) logStatus(this.#status, this.settings.root);
  }

  #changed(): void {
    this.emit("change", undefined);
  }

  /** Reads the page's colours again, and changes the rules of the page where they differ. */
  #restyle(): void {
    this.#style();
    const styles = this.#pageCss + pageStyles(this.themes, this.t, this.#painter.isLong);
    if (styles === this.#styles) return;
    this.#styles = styles;
    this.#removeStyles();
    // Bars and labels do without: they are in our shadow root.
    this.#removeStyles = isVast() ? () => {} : this.#install(styles);
    if (this.#removeFading) {
      this.#removeFading();
      this.#removeFading = this.#install(this.#fading());
    }
    this.#painter.schedule();
  }

  #fading(): string {
    const { color } = getComputedStyle(this.#base);
    return fading(color, backgroundOf(this.#base, isDark(this.#base)));
  }

  #style(): void {
    const dark = isDark(this.#base);
    this.host.toggleAttribute("data-dark", dark);
    this.#view.themes = stylesOf(this.#tagger.themes, this.lang, dark);
  }

  get #passages(): readonly Passage[] {
    return this.#reader.article.passages;
  }

  /** The element with the page's own colours. */
  get #base(): Element {
    return this.#passages[0]?.element ?? doc.body ?? doc.documentElement;
  }
}
