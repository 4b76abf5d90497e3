/**
 * Draws what is tagged, chosen and in view. Draws only when something changed, after the next
 * frame, and in slices: on a long page the browser needs most of a frame for its own drawing.
 */
import type { PageTagger } from "../../api/tagger.js";
import { bare, doc } from "../../dom/native.js";
import { breathe, drawn, inSlices } from "../../dom/scheduling.js";
import type { Evidence } from "../../engine/types.js";
import type { Article, Passage } from "../../finder/index.js";
import type { Texts } from "../../i18n/index.js";
import { byBlock, near } from "../reading/order.js";
import type { ThemeScore, View } from "../view.js";
import { Attributes } from "./attributes.js";
import { BlockThemes } from "./block-themes.js";
import { type CuesOf, Highlights } from "./highlights.js";
import { Overlay } from "./overlay.js";

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
}

export interface PainterEvents {
  failed(cause: unknown): void;
  /** The page or the article changed its size. */
  resized(): void;
  /** The reader clicked the mark of a paragraph. */
  clicked(passage: Passage): void;
}

/**
 * Pages with more blocks are long: labels for screen readers are attributes, and cue words have no
 * underline.
 */
export const LONG = 1000;
/** Marks drawn at a time. A page that shows more paragraphs at once shows no legible text. */
const MAX_MARKS = 500;
/**
 * UTF-16 code units of a paragraph that are explained; evidence takes about 100 × as long as tags.
 */
const MAX_EXPLAINED = 10_000;
/** Marks are drawn this far above and below the window, in window heights. */
const MARGIN = 1;

export class Painter {
  readonly overlay: Overlay;
  /** Resolves when nothing is left to draw. */
  drawn: Promise<void> = Promise.resolve();
  readonly #scene: Scene;
  readonly #tagger: PageTagger;
  readonly #events: PainterEvents;
  readonly #attributes = new Attributes();
  readonly #highlights: Highlights;
  readonly #evidence = new WeakMap<Passage, readonly Evidence[]>();
  #byBlock: ReadonlyMap<Element, readonly Passage[]> = new Map();
  readonly #blockThemes = new BlockThemes();
  readonly #size: ResizeObserver;
  /** Something changed since the last drawing began. */
  #due = false;
  #drawing = false;
  #drawnAt = 0;

  constructor(tagger: PageTagger, scene: Scene, events: PainterEvents) {
    this.#tagger = tagger;
    this.#scene = scene;
    this.#events = events;
    const { signal } = scene;
    this.overlay = new Overlay(scene.t, events.clicked);
    this.#highlights = new Highlights(
      tagger.themes.map(({ id }) => id),
      signal,
    );
    this.#size = new ResizeObserver(() => {
      this.schedule();
      events.resized();
    });
    this.#size.observe(doc.documentElement);
    // Marks scroll with the page: only text that was far from the window needs new ones.
    const scrolled = () => {
      if (Math.abs(scrollY - this.#drawnAt) > (innerHeight * MARGIN) / 2) this.schedule();
    };
    addEventListener("scroll", scrolled, bare({ passive: true, signal }));
    // A late web font changes the sizes of labels and lines, but perhaps not the size of the page.
    const fontsLoaded = () => {
      this.overlay.resize();
      this.schedule();
    };
    doc.fonts?.addEventListener("loadingdone", fontsLoaded, bare({ signal }));
  }

  /** Starts with other paragraphs; blocks that stay keep their attributes. */
  reset(): void {
    const { passages, roots } = this.#scene.article();
    const blocks = byBlock(passages);
    const gone = [...this.#byBlock.keys()].filter((block) => !blocks.has(block));
    this.#attributes.write(new Map(gone.map((block) => [block, []])), false);
    this.#byBlock = blocks;
    this.#blockThemes.reset(blocks);
    this.#size.disconnect();
    for (const element of [doc.documentElement, doc.body, ...roots]) this.#size.observe(element);
    this.schedule();
  }

  /** Writes the attributes of these paragraphs' blocks. `schedule` draws bars and labels. */
  mark(passages: Iterable<Passage>): void {
    const themes = this.#blockThemes.add(passages, this.#scene.view);
    this.#attributes.write(themes, this.#byBlock.size > LONG);
  }

  /** Marks all paragraphs again: their taggings or the confidence changed, and themes may be gone. */
  refresh(): void {
    this.#blockThemes.reset(this.#byBlock);
    this.mark(this.#scene.article().passages);
    this.fade();
  }

  /** Fades the paragraphs that the filter does not keep. */
  fade(): void {
    const { view } = this.#scene;
    const passages = view.marks && view.filter.size ? this.#scene.article().passages : [];
    this.#highlights.fade(passages, ({ tagging }) => view.keeps(view.themesOf(tagging)));
    this.schedule();
  }

  schedule(): void {
    this.#due = true;
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
    this.#attributes.clear();
  }

  async #draw(): Promise<void> {
    const scene = this.#scene;
    const { view, signal } = scene;
    while (this.#due) {
      await drawn(signal);
      this.#due = false;
      this.#drawnAt = scrollY;
      const { passages, roots } = scene.article();
      const selected = scene.selected();
      const shown = new Map<Passage, readonly ThemeScore[]>();
      for (const passage of view.marks ? nearView(passages) : []) {
        if (shown.size === MAX_MARKS) break;
        const themes = view.themesOf(passage.tagging);
        if (view.keeps(themes)) shown.set(passage, themes);
      }
      await inSlices(this.overlay.draw(shown, selected, roots), signal);
      // With highlights, the browser paints all of a long page again after each tagged batch.
      const wait = scene.busy() && this.#byBlock.size > LONG;
      const cuesOf = scene.cuesOf();
      if (cuesOf && !wait) await this.#paintCues(shown, selected, cuesOf);
    }
  }

  async #paintCues(
    shown: ReadonlyMap<Passage, readonly ThemeScore[]>,
    selected: Passage | undefined,
    cuesOf: CuesOf,
  ): Promise<void> {
    this.#highlights.keep(shown);
    for (const [passage, themes] of shown) {
      const evidence = await this.explain(passage);
      await breathe(this.#scene.signal);
      // The evidence may come late: the next drawing paints what is wanted then.
      if (this.#due) return;
      this.#highlights.paintCues(passage, themes, evidence, passage === selected, cuesOf);
    }
  }
}

/** Returns the paragraphs in and near the view; if there are very many, those in view first. */
function nearView(passages: readonly Passage[]): Iterable<Passage> {
  const around = near(passages, innerHeight * MARGIN);
  return around.length > MAX_MARKS ? new Set([...near(around, 0), ...around]) : around;
}
