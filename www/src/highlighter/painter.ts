/** Keeps what is drawn in step with what is tagged, asked for, and in view. Draws once a frame, and only when asked. */
import type { Evidence } from "../engine/index.js";
import type { Passage } from "../finder/index.js";
import { Attributes } from "./attributes.js";
import { Highlights } from "./highlights.js";
import { near } from "./order.js";
import { Overlay } from "./overlay.js";
import type { PageTagger } from "./tagger.js";
import type { Shown, View } from "./view.js";

/** What there is to draw, and whom to tell. */
export interface Scene {
  readonly lang: string;
  readonly view: View;
  readonly signal: AbortSignal;
  readonly roots: readonly Element[];
  readonly paragraphs: readonly Passage[];
  /** Indexes of those that have marks, wherever they stand. */
  readonly shown: readonly number[];
  readonly chosen: Passage | undefined;
  /** Paragraphs are still being tagged. */
  readonly busy: boolean;
  /** The page or the article changed its size. */
  resized(): void;
  /** The reader clicked this paragraph's mark. */
  asked(passage: Passage): void;
}

/** Pages with more blocks than this are long: their labels are spoken by attribute. */
export const LONG = 1000;
/** Marks reach this far over and under the window, in window heights; scrolling half of it draws anew. */
const MARGIN = 1;

export class Painter {
  readonly overlay: Overlay;
  readonly #scene: Scene;
  readonly #tagger: PageTagger;
  readonly #cues: boolean;
  readonly #attributes = new Attributes();
  readonly #highlights: Highlights;
  readonly #evidence = new WeakMap<Passage, readonly Evidence[]>();
  #byBlock = new Map<Element, Passage[]>();
  readonly #size = new ResizeObserver(() => {
    this.schedule();
    this.#scene.resized();
  });
  #frame = 0;
  #drawnAt = 0;

  constructor(tagger: PageTagger, scene: Scene, cues: boolean) {
    this.#tagger = tagger;
    this.#scene = scene;
    this.#cues = cues;
    this.overlay = new Overlay(scene.lang, (passage) => scene.asked(passage));
    this.#highlights = new Highlights(tagger.themes.map(({ id }) => id));
    this.#size.observe(document.documentElement);
    // Marks scroll with the page; only when new text comes near are there new marks to draw.
    const scrolled = () => {
      if (Math.abs(scrollY - this.#drawnAt) > (innerHeight * MARGIN) / 2) this.schedule();
    };
    addEventListener("scroll", scrolled, { passive: true, signal: scene.signal });
  }

  /** A new set of paragraphs: everything known of the old ones goes, but for what both have. */
  reset(): void {
    const blocks = new Map<Element, Passage[]>();
    for (const passage of this.#scene.paragraphs) {
      const same = blocks.get(passage.element);
      if (same) same.push(passage);
      else blocks.set(passage.element, [passage]);
    }
    const gone = [...this.#byBlock.keys()].filter((block) => !blocks.has(block));
    this.#attributes.write(new Map(gone.map((block) => [block, []])), false);
    this.#byBlock = blocks;
    this.#size.disconnect();
    for (const element of [document.documentElement, document.body, ...this.#scene.roots]) {
      this.#size.observe(element);
    }
    this.schedule();
  }

  /** Writes the attribute of these paragraphs' blocks. Bars and labels come with the next drawing. */
  mark(passages: Iterable<Passage>): void {
    const { view } = this.#scene;
    const themes = new Map<Element, Shown[]>();
    for (const { element } of passages) {
      if (themes.has(element)) continue;
      const all = (this.#byBlock.get(element) ?? []).flatMap(({ tagging }) => view.themesOf(tagging));
      themes.set(element, all);
    }
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
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  /** Why a paragraph has its themes; asked once. */
  async explain(passage: Passage): Promise<readonly Evidence[]> {
    const evidence = this.#evidence.get(passage) ?? (await this.#tagger.explain(passage.text));
    this.#evidence.set(passage, evidence);
    return evidence;
  }

  clear(): void {
    cancelAnimationFrame(this.#frame);
    this.#size.disconnect();
    this.#attributes.clear();
    this.#highlights.clear();
  }

  #draw(): void {
    const { view, chosen, roots, busy, shown, paragraphs } = this.#scene;
    this.#drawnAt = scrollY;
    const marked = view.marks ? shown.map((i) => paragraphs[i]!) : [];
    const drawn = new Map<Passage, Shown[]>();
    for (const passage of near(marked, innerHeight * MARGIN)) {
      drawn.set(passage, view.themesOf(passage.tagging));
    }
    this.overlay.draw(drawn, chosen, roots);
    // While a long page is still being tagged, painted highlights would make the browser paint all of it every time.
    if (this.#cues && !(busy && this.#byBlock.size > LONG)) void this.#paintCues(drawn, chosen);
  }

  /** Cues need the tagger, which may answer later; what is no longer wanted by then is not painted. */
  async #paintCues(
    shown: ReadonlyMap<Passage, readonly Shown[]>,
    chosen: Passage | undefined,
  ): Promise<void> {
    const evidence = new Map<Passage, readonly Evidence[]>();
    for (const passage of shown.keys()) {
      evidence.set(passage, this.#evidence.get(passage) ?? (await this.explain(passage)));
    }
    if (!this.#frame) this.#highlights.paintCues(shown, evidence, chosen);
  }
}
