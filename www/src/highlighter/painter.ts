/**
 * Keeps what is drawn in step with what is tagged, asked for, and in view. Draws only when asked, after the frame in
 * which it was asked, and in slices: the browser's own drawing of a long page takes most of what a frame has.
 */
import { bare, doc } from "../dom/native.js";
import type { Evidence } from "../engine/index.js";
import type { Passage } from "../finder/index.js";
import type { Texts } from "../i18n/index.js";
import { Attributes } from "./attributes.js";
import { BlockThemes } from "./block-themes.js";
import { Highlights } from "./highlights.js";
import { byBlock, near } from "./order.js";
import { Overlay } from "./overlay.js";
import { breathe, drawn, inSlices } from "./slices.js";
import type { PageTagger } from "./tagger.js";
import type { Shown, View } from "./view.js";

/** What there is to draw, and whom to tell. */
export interface Scene {
  readonly t: Texts;
  readonly view: View;
  readonly signal: AbortSignal;
  readonly roots: readonly Element[];
  readonly paragraphs: readonly Passage[];
  readonly chosen: Passage | undefined;
  /** Paragraphs are still being tagged. */
  readonly busy: boolean;
  /** Drawing failed. */
  failed(cause: unknown): void;
  /** The page or the article changed its size. */
  resized(): void;
  /** The reader clicked this paragraph's mark. */
  asked(passage: Passage): void;
}

/** Pages with more blocks than this are long: their labels are spoken by attribute. */
export const LONG = 1000;
/** Marks drawn at a time; a page that shows more paragraphs at once shows no text that can be read. */
const MOST_MARKS = 500;
/** UTF-16 code units of a paragraph that are explained; evidence takes some hundred times as long as tags. */
const MOST_EXPLAINED = 10_000;
/** Marks reach this far over and under the window, in window heights; scrolling half of it draws anew. */
const MARGIN = 1;

export class Painter {
  readonly overlay: Overlay;
  /** Resolves when all that was asked for is drawn. */
  drawn: Promise<void> = Promise.resolve();
  readonly #scene: Scene;
  readonly #tagger: PageTagger;
  readonly #cues: boolean;
  readonly #attributes = new Attributes();
  readonly #highlights: Highlights;
  readonly #evidence = new WeakMap<Passage, readonly Evidence[]>();
  #byBlock: ReadonlyMap<Element, readonly Passage[]> = new Map();
  readonly #blockThemes = new BlockThemes();
  readonly #size = new ResizeObserver(() => {
    this.schedule();
    this.#scene.resized();
  });
  /** Something changed since the last drawing began. */
  #due = false;
  #drawing = false;
  #drawnAt = 0;

  constructor(tagger: PageTagger, scene: Scene, cues: boolean) {
    this.#tagger = tagger;
    this.#scene = scene;
    this.#cues = cues;
    this.overlay = new Overlay(scene.t, (passage) => scene.asked(passage));
    this.#highlights = new Highlights(
      tagger.themes.map(({ id }) => id),
      scene.signal,
    );
    this.#size.observe(doc.documentElement);
    // Marks scroll with the page; only when new text comes near are there new marks to draw.
    const scrolled = () => {
      if (Math.abs(scrollY - this.#drawnAt) > (innerHeight * MARGIN) / 2) this.schedule();
    };
    addEventListener("scroll", scrolled, bare({ passive: true, signal: scene.signal }));
    // A web font that comes late changes the sizes of labels and lines; the page's size may stay.
    const fontsLoaded = () => {
      this.overlay.resize();
      this.schedule();
    };
    doc.fonts?.addEventListener("loadingdone", fontsLoaded, bare({ signal: scene.signal }));
  }

  /** A new set of paragraphs: everything known of the old ones goes, but for what both have. */
  reset(): void {
    const blocks = byBlock(this.#scene.paragraphs);
    const gone = [...this.#byBlock.keys()].filter((block) => !blocks.has(block));
    this.#attributes.write(new Map(gone.map((block) => [block, []])), false);
    this.#byBlock = blocks;
    this.#blockThemes.reset(blocks);
    this.#size.disconnect();
    for (const element of [doc.documentElement, doc.body, ...this.#scene.roots]) {
      this.#size.observe(element);
    }
    this.schedule();
  }

  /** Writes the attribute of these paragraphs' blocks. Bars and labels come with the next drawing. */
  mark(passages: Iterable<Passage>): void {
    const themes = this.#blockThemes.add(passages, this.#scene.view);
    this.#attributes.write(themes, this.#byBlock.size > LONG);
  }

  /** Fading changes with the filter only. */
  fade(): void {
    const { paragraphs, view } = this.#scene;
    const active = view.marks && view.filter.size > 0;
    this.#highlights.fade(active ? paragraphs : [], ({ tagging }) => view.keeps(view.themesOf(tagging)));
    this.schedule();
  }

  schedule(): void {
    this.#due = true;
    if (this.#drawing) return;
    this.#drawing = true;
    this.drawn = this.#draw()
      .catch((cause) => this.#scene.failed(cause))
      .then(() => {
        this.#drawing = false;
      });
  }

  /** Why a paragraph has its themes; asked once. Of a very long one, only the beginning is explained. */
  async explain(passage: Passage): Promise<readonly Evidence[]> {
    const evidence =
      this.#evidence.get(passage) ?? (await this.#tagger.explain(passage.text.slice(0, MOST_EXPLAINED)));
    this.#evidence.set(passage, evidence);
    return evidence;
  }

  clear(): void {
    this.#size.disconnect();
    this.#attributes.clear();
  }

  async #draw(): Promise<void> {
    const { view, signal } = this.#scene;
    while (this.#due) {
      await drawn(signal);
      this.#due = false;
      this.#drawnAt = scrollY;
      const { paragraphs, roots, chosen, busy } = this.#scene;
      const shown = new Map<Passage, readonly Shown[]>();
      for (const passage of view.marks ? inAndNearView(paragraphs) : []) {
        if (shown.size === MOST_MARKS) break;
        const themes = view.themesOf(passage.tagging);
        if (view.keeps(themes)) shown.set(passage, themes);
      }
      await inSlices(this.overlay.draw(shown, chosen, roots), signal);
      // While a long page is still being tagged, painted highlights would make the browser paint all of it every time.
      if (this.#cues && !(busy && this.#byBlock.size > LONG)) await this.#paintCues(shown, chosen);
    }
  }

  /** Cues need the tagger, which may answer later; what is no longer wanted by then is not painted. */
  async #paintCues(
    shown: ReadonlyMap<Passage, readonly Shown[]>,
    chosen: Passage | undefined,
  ): Promise<void> {
    const { signal } = this.#scene;
    this.#highlights.keep(shown);
    for (const [passage, themes] of shown) {
      const evidence = this.#evidence.get(passage) ?? (await this.explain(passage));
      await breathe(signal);
      if (this.#due) return;
      this.#highlights.paintCues(passage, themes, evidence, passage === chosen);
    }
  }
}

/** Those to draw marks for. Where there are very many, those in view come first. */
function inAndNearView(paragraphs: readonly Passage[]): Iterable<Passage> {
  const around = near(paragraphs, innerHeight * MARGIN);
  return around.length > MOST_MARKS ? new Set([...near(around, 0), ...around]) : around;
}
