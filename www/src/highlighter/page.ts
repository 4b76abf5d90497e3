/**
 * The handle `attach` gives: the article's paragraphs, what is asked of them, and the way back to an untouched page.
 * Finding and tagging run in slices, the paragraphs in view first.
 */

import type { Settings } from "../config/index.js";
import { ThemelightError } from "../engine/error.js";
import type { Evidence, Tagging } from "../engine/index.js";
import { type Article, findArticle, type Passage } from "../finder/index.js";
import { type Lang, langOf } from "../i18n/index.js";
import { fire } from "./events.js";
import { overlayStyles } from "./overlay-styles.js";
import { Painter } from "./painter.js";
import { isDark, type Look, looksOf } from "./palette.js";
import { adopt, type InstallStyles } from "./sheets.js";
import { inSlices, Slice } from "./slices.js";
import { pageStyles } from "./styles.js";
import type { PageTagger } from "./tagger.js";
import { View } from "./view.js";

/** Paragraphs given to the tagger in one call. */
const BATCH = 32;
const HOST = "themelight-ui";

/** One paragraph as the page's owner sees it. */
export type Paragraph = Passage;

export class Page {
  /** Resolves when everything in view is tagged. */
  ready: Promise<void> = Promise.resolve();
  /** Resolves when the whole page is. */
  done: Promise<void> = Promise.resolve();
  readonly lang: Lang;
  readonly view: View;
  readonly settings: Settings;
  /** Our only element on the page: outside `body`, so that no framework finds it among its children. */
  readonly host = document.createElement(HOST);
  readonly shadow = this.host.attachShadow({ mode: "open" });

  #tagger: PageTagger;
  #article: Article = { roots: [], passages: [] };
  #known = new Map<string, Tagging>();
  #looks: readonly Look[] = [];
  #selected: Passage | undefined;
  #painter: Painter;
  #work = new AbortController();
  #life = new AbortController();
  #install: InstallStyles;
  #removeStyles = () => {};
  #listeners = new Set<() => void>();

  constructor(tagger: PageTagger, settings: Settings, install: InstallStyles) {
    this.#tagger = tagger;
    this.settings = settings;
    this.#install = install;
    this.lang = langOf(settings.lang, document);
    this.view = new View(tagger.themes);
    this.#painter = new Painter(
      tagger,
      this.lang,
      () => ({
        passages: this.paragraphs,
        roots: this.#article.roots,
        view: this.view,
        looks: this.#looks,
        selected: this.#selected,
      }),
      (passage) => this.select(this.paragraphs.indexOf(passage)),
    );
    adopt(this.shadow, overlayStyles);
    this.shadow.append(this.#painter.overlay.layer);
    document.documentElement.append(this.host);
    this.#dress();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#dress(), this.#alive);
    this.update();
  }

  /** Every paragraph of the article in document order, the untagged ones too. */
  get paragraphs(): readonly Paragraph[] {
    return this.#article.passages;
  }

  get looks(): readonly Look[] {
    return this.#looks;
  }

  /** The chosen paragraph's index, -1 for none. */
  get selected(): number {
    return this.#selected ? this.paragraphs.indexOf(this.#selected) : -1;
  }

  get destroyed(): boolean {
    return this.#life.signal.aborted;
  }

  /** Indexes of the paragraphs that carry a theme the filter keeps. */
  get shown(): number[] {
    return [...this.paragraphs.keys()].filter((i) => this.view.keeps(this.themesOf(i)));
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
    const known = new Set(this.#tagger.themes.map(({ id }) => id));
    const unknown = themes.find((theme) => !known.has(theme));
    if (unknown !== undefined) {
      throw new ThemelightError(
        "input/theme",
        `no theme "${unknown}"; the model has ${[...known].join(", ")}`,
      );
    }
    this.view.filter = new Set(themes);
    this.#painter.fade();
    fire("themelight:filter", { themes: [...themes] });
    this.#changed();
  }

  /** Chooses a paragraph by its index in `paragraphs` and brings it into view; -1 chooses none. */
  select(index: number, options: { readonly scroll?: boolean } = {}): void {
    this.#selected = this.paragraphs[index];
    if (this.#selected && options.scroll !== false) reveal(this.#selected);
    this.#painter.schedule();
    fire("themelight:select", {
      index: this.selected,
      themes: this.themesOf(index).map(({ theme }) => theme),
    });
    this.#changed();
  }

  /** Chooses the next or previous paragraph among those shown, round the end. */
  step(by: 1 | -1): void {
    const { shown, selected } = this;
    if (!shown.length) return;
    const next = by > 0 ? shown.find((i) => i > selected) : shown.findLast((i) => i < selected);
    this.select(next ?? shown.at(by > 0 ? 0 : -1)!);
  }

  /** Least probability that counts; undefined = the model's own thresholds. */
  setConfidence(least: number | undefined): void {
    this.view.confidence = least;
    this.#painter.mark(this.paragraphs);
    this.#painter.fade();
    this.#changed();
  }

  /** Shows or hides all marks; the legend stays. */
  setMarks(on: boolean): void {
    this.view.marks = on;
    this.#painter.fade();
    this.#changed();
  }

  explain(index: number): Promise<readonly Evidence[]> {
    const passage = this.paragraphs[index];
    return passage ? this.#painter.explain(passage) : Promise.resolve([]);
  }

  /** Looks at the page again. Paragraphs whose text is known keep their tags without being asked again. */
  update(): void {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    let inView = () => {};
    this.ready = new Promise((resolve) => (inView = resolve));
    this.done = this.#run(signal, inView).catch((cause: unknown) => {
      // A newer update took over, or the page was destroyed: whoever waits, waits for that one.
      if (signal.aborted) return this.destroyed ? undefined : this.done;
      this.#fail(cause);
    });
    void this.done.then(inView);
  }

  /** Takes everything away; the page is as it was, byte for byte. */
  destroy(): void {
    if (this.destroyed) return;
    this.#life.abort();
    this.#work.abort();
    this.#painter.clear();
    this.#removeStyles();
    this.host.remove();
    this.#listeners.clear();
  }

  /** Calls back after every change of what is shown, until the page is destroyed. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** For listeners that end with the page. */
  get #alive(): { signal: AbortSignal } {
    return { signal: this.#life.signal };
  }

  async #run(signal: AbortSignal, inView: () => void): Promise<void> {
    const article = await inSlices(findArticle(document, this.settings), signal);
    const chosen = this.#selected;
    this.#article = article;
    this.#selected = chosen && article.passages.find((passage) => passage.element === chosen.element);
    for (const passage of article.passages) passage.tagging = this.#known.get(passage.text);
    this.#painter.reset(article.passages, article.roots);
    this.#dress();
    this.#changed();
    const asked = fire("themelight:before-tag", { paragraphs: article.passages.length });
    if (asked) await this.#tag(article.passages, signal, inView);
    fire("themelight:tagged", { paragraphs: article.passages.length, counts: this.counts() });
    this.#changed();
  }

  async #tag(passages: readonly Passage[], signal: AbortSignal, inView: () => void): Promise<void> {
    const { order, visible } = viewFirst(passages);
    const slice = new Slice();
    for (let at = 0; at < order.length; at += BATCH) {
      const batch = order.slice(at, at + BATCH);
      const fresh = batch.filter((passage) => !passage.tagging);
      const taggings = fresh.length ? await this.#tagger.tag(fresh.map(({ text }) => text)) : [];
      signal.throwIfAborted();
      for (const [i, passage] of fresh.entries()) {
        passage.tagging = taggings[i]!;
        this.#known.set(passage.text, taggings[i]!);
      }
      this.#painter.mark(batch);
      if (at < visible && at + BATCH >= visible) {
        inView();
        fire("themelight:ready", { paragraphs: visible });
        this.#changed();
      }
      if (slice.due()) await slice.pause(signal);
    }
    this.#painter.fade();
  }

  /** Puts on the colours that fit the page as it is now. */
  #dress(): void {
    const dark = isDark(this.#article.roots[0] ?? document.body);
    this.#looks = looksOf(this.#tagger.themes, this.lang, dark);
    this.#removeStyles();
    this.#removeStyles = this.#install(pageStyles(this.#looks, this.lang));
    this.host.toggleAttribute("data-dark", dark);
    this.#painter.schedule();
  }

  #fail(cause: unknown): void {
    const code = cause instanceof ThemelightError ? cause.code : "engine/failed";
    const message = cause instanceof Error ? cause.message : String(cause);
    console.error(`Themelight: ${message}`);
    fire("themelight:error", { code, message });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Paragraphs in the order to tag them: from the first in view to the end, then what the reader scrolled past. */
function viewFirst(passages: readonly Passage[]): { order: readonly Passage[]; visible: number } {
  const first = firstWhere(passages, (box) => box.bottom > 0);
  const after = firstWhere(passages, (box) => box.top >= innerHeight);
  return {
    order: [...passages.slice(first), ...passages.slice(0, first)],
    visible: Math.max(1, after - first),
  };
}

/** Binary search down the page: reads a dozen boxes instead of thousands. */
function firstWhere(passages: readonly Passage[], test: (box: DOMRect) => boolean): number {
  let low = 0;
  let high = passages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const passage = passages[middle]!;
    const box = (passage.whole ? passage.element : passage.range).getBoundingClientRect();
    if (test(box)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function reveal(passage: Passage): void {
  const box = passage.range.getBoundingClientRect();
  if (box.top >= 80 && box.bottom <= innerHeight - 80) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const node = passage.whole
    ? passage.element
    : (passage.range.startContainer.parentElement ?? passage.element);
  node.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
}
