/**
 * Draws what is tagged, chosen and in view. Draws only when something changed, after the next
 * frame, and in slices: on a long page the browser needs most of a frame for its own drawing.
 */
import type { PageTagger } from "../../api/tagger.js";
import { boundsOf } from "../../dom/element.js";
import { bare, doc } from "../../dom/native.js";
import { breathe, drawn, frame, inSlices } from "../../dom/scheduling.js";
import type { Evidence } from "../../engine/types.js";
import type { Article, Passage } from "../../finder/index.js";
import type { Texts } from "../../i18n/index.js";
import { boxOf, isSame, near } from "../reading/order.js";
import type { ThemeScore, View } from "../view.js";
import { Blocks } from "./blocks.js";
import { Fading } from "./fading.js";
import { type Cues, type CuesOf, Highlights } from "./highlights.js";
import type { Others } from "./others.js";
import { Overlay } from "./overlay.js";
import { Frames, Pace } from "./pace.js";

/** What is drawn. */
export interface Scene {
  readonly t: Texts;
  readonly view: View;
  readonly signal: AbortSignal;
  article(): Article;
  selected(): Passage | undefined;
  /** True while paragraphs are tagged. */
  busy(): boolean;
  /** Selects cue words; undefined = none are painted, or not yet. */
  cuesOf(): CuesOf | undefined;
  /** Fades pictures and collapses paragraphs; undefined until it is loaded. */
  others(): Others | undefined;
}

export interface PainterEvents {
  failed(cause: unknown): void;
  /** Wraps a listener: what it throws ends the widget, and is not the page's. */
  guard(listener: () => void): () => void;
  /** The page or the article changed its size. */
  resized(): void;
  /** The reader clicked the mark of a paragraph. */
  clicked(passage: Passage): void;
}

/** Marks drawn at a time. A page that shows more paragraphs at once shows no legible text. */
const MAX_MARKS = 500;
/**
 * UTF-16 code units of a paragraph that are explained; evidence takes about 100 × as long as tags.
 */
const MAX_EXPLAINED = 10_000;
/** Marks are drawn this far above and below the window, in window heights. */
const MARGIN = 1;
/**
 * Cue words are painted this far above and below it: after each change of the page, wherever it is,
 * Chromium paints all text with highlights again. Scrolling half a window draws again.
 */
const CUE_MARGIN = MARGIN / 2;
/** Paragraphs that are marked again before the time is looked at. */
const REST = 16;

export class Painter {
  readonly overlay: Overlay;
  /** Resolves when nothing is left to draw. */
  drawn: Promise<void> = Promise.resolve();
  readonly #scene: Scene;
  readonly #tagger: PageTagger;
  readonly #events: PainterEvents;
  readonly #blocks: Blocks;
  readonly #highlights: Highlights;
  readonly #fading: Fading;
  readonly #frames = new Frames();
  /** A mark is several elements, which cost more than an attribute or a highlight. */
  readonly #marksPace = new Pace(this.#frames);
  readonly #cuesPace = new Pace(this.#frames);
  readonly #evidence = new WeakMap<Passage, readonly Evidence[]>();
  readonly #size: ResizeObserver;
  /** Something changed since the last drawing began. */
  #due = false;
  #moved = false;
  #drawing = false;
  #drawnAt = 0;
  /** Where the article was when its size or the page's changed last. */
  #place = "";
  #observed: readonly Element[] = [];
  /** Paragraphs to mark again, the next one last. */
  #rest: Passage[] | undefined;

  constructor(tagger: PageTagger, scene: Scene, events: PainterEvents) {
    this.#tagger = tagger;
    this.#scene = scene;
    this.#events = events;
    const { signal, view } = scene;
    this.#blocks = new Blocks(view, new Pace(this.#frames), signal);
    this.#fading = new Fading(signal);
    this.overlay = new Overlay(scene.t, events.clicked);
    this.#highlights = new Highlights(
      tagger.themes.map(({ id }) => id),
      signal,
    );
    const resized = () => {
      const place = placeOf(scene.article().roots);
      // What grows below the article moves no marks.
      if (place !== this.#place) this.schedule(true);
      this.#place = place;
      events.resized();
    };
    this.#size = new ResizeObserver(events.guard(resized));
    this.#size.observe(doc.documentElement);
    // Marks scroll with the page: only text that was far from the window needs new ones.
    const scrolled = () => {
      this.overlay.covers.clip();
      if (Math.abs(scrollY - this.#drawnAt) > (innerHeight * MARGIN) / 2) this.schedule(true);
    };
    addEventListener("scroll", events.guard(scrolled), bare({ passive: true, signal }));
    // A late web font changes the sizes of labels and lines, but perhaps not the size of the page.
    const fontsLoaded = () => {
      this.overlay.resize();
      this.schedule();
    };
    doc.fonts?.addEventListener("loadingdone", events.guard(fontsLoaded), bare({ signal }));
  }

  /** True for a page with very many blocks. */
  get isLong(): boolean {
    return this.#blocks.isLong;
  }

  /** Replaces paragraphs by others; blocks that stay keep their attributes. */
  replace(old: Iterable<Passage>, fresh: Iterable<Passage>): void {
    this.#blocks.replace(old, fresh);
    const { roots } = this.#scene.article();
    const observed = [doc.documentElement, doc.body, ...roots];
    if (!isSame(observed, this.#observed)) {
      this.#observed = observed;
      this.#size.disconnect();
      for (const element of observed) this.#size.observe(element);
    }
    this.schedule(true);
  }

  /**
   * Notes the themes of these paragraphs; their blocks get attributes in the next frames. `schedule`
   * draws bars and labels. Resolves when there is room for more.
   */
  mark(passages: Iterable<Passage>): Promise<void> {
    return this.#blocks.mark(passages);
  }

  /** Writes the attributes of all marked paragraphs. */
  write(): Promise<void> {
    return this.#blocks.write();
  }

  /**
   * Marks all paragraphs again, those near the view first: their taggings or the confidence changed,
   * and themes may be gone.
   */
  refresh(): void {
    this.#blocks.clearThemes();
    // Backwards, so that the next ones are taken from the end.
    this.#rest = [...this.#scene.article().passages].reverse();
    this.schedule(true);
  }

  /**
   * Fades pictures and collapses paragraphs again: the filter, the article or its themes changed.
   */
  showOthers(): void {
    const { view } = this.#scene;
    const { passages, roots } = this.#scene.article();
    const others = this.#scene.others();
    if (view.marks && view.filter.size) {
      const keeps = ({ tagging }: Passage) => view.keeps(view.themesOf(tagging));
      others?.show(passages, roots, keeps, { collapse: view.collapsed, grey: this.#forced });
    } else others?.clear();
    this.#fading.showCaptions(this.#forced ? [] : (others?.captions ?? []));
    this.schedule();
  }

  /** True in forced colours, where browsers paint every highlight in the colours of a selection. */
  get #forced(): boolean {
    return globalThis.matchMedia?.("(forced-colors: active)").matches ?? false;
  }

  /** @param moved true where paragraphs, or what the page shows over them, may be elsewhere */
  schedule(moved = false): void {
    this.#due = true;
    this.#moved ||= moved;
    if (this.#drawing) return;
    this.#drawing = true;
    this.drawn = this.#draw()
      .catch((cause) => this.#events.failed(cause))
      .then(() => {
        this.#drawing = false;
      });
  }

  /** Returns the evidence for a paragraph, of a very long one for its beginning. Cached. */
  async explain(passage: Passage): Promise<readonly Evidence[]> {
    const evidence =
      this.#evidence.get(passage) ??
      (await this.#tagger.explain(passage.text.slice(0, MAX_EXPLAINED)));
    this.#evidence.set(passage, evidence);
    return evidence;
  }

  clear(): void {
    this.#size.disconnect();
    this.#blocks.clear();
  }

  clearFading(): void {
    this.#fading.clear();
  }

  /** Reads, waits for a frame, and writes in it: no layout is forced. */
  async #draw(): Promise<void> {
    const { signal } = this.#scene;
    while (this.#due || this.#rest) {
      if (!this.#due) {
        await this.#markRest();
        continue;
      }
      await drawn(signal);
      this.#due = false;
      this.#drawnAt = scrollY;
      const others = this.#scene.others();
      const { passages } = this.#scene.article();
      const boxed = others?.collapses ? passages.filter((one) => !others.isHidden(one)) : passages;
      const around = this.#scene.view.marks ? await inSlices(nearView(boxed), signal) : [];
      if (this.#rest) {
        await this.#blocks.mark(around);
        await this.#blocks.write();
      }
      const { shown, faded } = this.#chosen(around);
      if (this.#fading.differs(faded)) {
        await frame(signal);
        this.#fading.show(faded);
      }
      await this.#drawMarks(shown);
      others?.place();
      // With highlights, the browser paints all of a long page again after each tagged batch.
      const wait = this.#scene.busy() && this.#blocks.isLong;
      const cuesOf = this.#scene.cuesOf();
      if (cuesOf && !wait) await this.#paintCues(this.#forced ? new Map() : shown, cuesOf);
    }
  }

  /** Returns the paragraphs that get marks, and those that the filter fades. */
  #chosen(around: Iterable<Passage>): { shown: Shown; faded: Passage[] } {
    const { view } = this.#scene;
    const others = this.#scene.others();
    const fades = view.filter.size > 0 && !this.#forced;
    const shown: Shown = new Map();
    const faded: Passage[] = [];
    for (const passage of around) {
      const themes = view.themesOf(passage.tagging);
      if (!view.keeps(themes)) {
        if (fades && !others?.isClear(passage)) faded.push(passage);
      } else if (shown.size < MAX_MARKS) shown.set(passage, themes);
    }
    return { shown, faded };
  }

  /** Marks the next paragraphs after a change of all, until there is something else to draw. */
  async #markRest(): Promise<void> {
    const { signal } = this.#scene;
    while (this.#rest && !this.#due) {
      const part = this.#rest.splice(-REST).reverse();
      if (!part.length) this.#rest = undefined;
      await this.#blocks.mark(part);
      await breathe(signal, "idle");
    }
    if (!this.#rest) await this.#blocks.write();
  }

  async #drawMarks(shown: Shown): Promise<void> {
    const { signal, article, selected } = this.#scene;
    const { overlay } = this;
    await this.#marksPace.write(await inSlices(overlay.prepare(shown), signal), signal);
    const moved = this.#moved;
    if (shown.size) this.#moved = false;
    const placing = overlay.measure(article().roots, selected(), moved);
    await this.#marksPace.write(await inSlices(placing, signal), signal);
  }

  async #paintCues(shown: Shown, cuesOf: CuesOf): Promise<void> {
    const { signal } = this.#scene;
    const selected = this.#scene.selected();
    const cues: Cues[] = [];
    const wanted: Shown = new Map();
    const margin = innerHeight * CUE_MARGIN;
    for (const [passage, themes] of shown) {
      const { top, bottom } = boxOf(passage);
      if (bottom < -margin || top > innerHeight + margin) continue;
      wanted.set(passage, themes);
      const all = passage === selected;
      if (this.#highlights.has(passage, themes, all)) continue;
      const evidence = await this.explain(passage);
      await breathe(signal);
      // The evidence may come late: the next drawing paints what is wanted then.
      if (this.#due) return;
      cues.push(this.#highlights.select(passage, themes, evidence, all, cuesOf));
    }
    const writes = cues.map((one) => () => this.#highlights.paint(one));
    const others = this.#highlights.others(wanted);
    if (others.length)
      writes.unshift(() => {
        for (const passage of others) this.#highlights.forget(passage);
      });
    await this.#cuesPace.write(writes, signal);
  }
}

/** Returns where the article begins and ends on the page, and the width of the window. */
function placeOf(roots: readonly Element[]): string {
  const boxes = roots.length ? [roots[0]!, roots.at(-1)!].map(boundsOf) : [];
  return [
    doc.documentElement.clientWidth,
    ...boxes.flatMap(({ x, y, width, height }) => [x + scrollX, y + scrollY, width, height]),
  ].join();
}

type Shown = Map<Passage, readonly ThemeScore[]>;

/** Finds the paragraphs in and near the view; if there are very many, those in view first. */
function* nearView(passages: readonly Passage[]): Generator<unknown, Iterable<Passage>> {
  const around = yield* near(passages, innerHeight * MARGIN);
  return around.length > MAX_MARKS ? new Set([...(yield* near(around, 0)), ...around]) : around;
}
