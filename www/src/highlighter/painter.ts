/** Keeps what is drawn in step with what is tagged, asked for, and in view. Draws once a frame, and only when asked. */
import type { Evidence, ThemeScore } from "../engine/index.js";
import type { Passage } from "../finder/index.js";
import { Attributes } from "./attributes.js";
import { Highlights } from "./highlights.js";
import type { Shown } from "./mark.js";
import { near } from "./order.js";
import { Overlay } from "./overlay.js";
import type { Look } from "./palette.js";
import type { PageTagger } from "./tagger.js";
import type { View } from "./view.js";

export interface Scene {
  readonly passages: readonly Passage[];
  readonly roots: readonly Element[];
  readonly view: View;
  readonly looks: readonly Look[];
  readonly selected: Passage | undefined;
  /** Paragraphs are still being tagged. */
  readonly busy: boolean;
  /** The paragraphs that have marks, wherever they stand. */
  readonly shown: () => readonly Passage[];
}

/** What the painter asks and tells. */
export interface Studio {
  scene(): Scene;
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
  readonly #studio: Studio;
  readonly #tagger: PageTagger;
  readonly #cues: boolean;
  readonly #attributes = new Attributes();
  readonly #highlights: Highlights;
  readonly #evidence = new WeakMap<Passage, readonly Evidence[]>();
  #byBlock = new Map<Element, Passage[]>();
  readonly #size = new ResizeObserver(() => {
    this.schedule();
    this.#studio.resized();
  });
  #frame = 0;
  #drawnAt = 0;

  constructor(tagger: PageTagger, lang: string, cues: boolean, studio: Studio, signal: AbortSignal) {
    this.#tagger = tagger;
    this.#studio = studio;
    this.#cues = cues;
    this.overlay = new Overlay(lang, (passage) => studio.asked(passage));
    this.#highlights = new Highlights(tagger.themes.map(({ id }) => id));
    this.#size.observe(document.documentElement);
    // Marks scroll with the page; only when new text comes near are there new marks to draw.
    const scrolled = () => {
      if (Math.abs(scrollY - this.#drawnAt) > (innerHeight * MARGIN) / 2) this.schedule();
    };
    addEventListener("scroll", scrolled, { passive: true, signal });
  }

  /** A new set of paragraphs: everything known of the old ones goes, but for what both have. */
  reset(passages: readonly Passage[], roots: readonly Element[]): void {
    const blocks = new Map<Element, Passage[]>();
    for (const passage of passages) {
      const same = blocks.get(passage.element);
      if (same) same.push(passage);
      else blocks.set(passage.element, [passage]);
    }
    const gone = new Map<Element, string[]>();
    for (const block of this.#byBlock.keys()) if (!blocks.has(block)) gone.set(block, []);
    this.#attributes.write(gone, undefined);
    this.#byBlock = blocks;
    this.#size.disconnect();
    for (const element of [document.documentElement, document.body, ...roots]) this.#size.observe(element);
    this.schedule();
  }

  /** Writes the attribute of these paragraphs' blocks. */
  mark(passages: Iterable<Passage>): void {
    const { view } = this.#studio.scene();
    const themes = new Map<Element, string[]>();
    for (const { element } of passages) {
      if (themes.has(element)) continue;
      const ids = new Set<string>();
      for (const passage of this.#byBlock.get(element) ?? []) {
        for (const { theme } of view.themesOf(passage.tagging)) ids.add(theme);
      }
      themes.set(element, [...ids]);
    }
    this.#attributes.write(themes, this.#byBlock.size > LONG ? this.#speak : undefined);
    this.schedule();
  }

  /** Fading changes with the filter only. */
  fade(): void {
    const { passages, view } = this.#studio.scene();
    const active = view.marks && view.filter.size > 0;
    this.#highlights.fade(active ? passages : [], (passage) => view.keeps(view.themesOf(passage.tagging)));
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
    const known = this.#evidence.get(passage);
    if (known) return known;
    const evidence = await this.#tagger.explain(passage.text);
    this.#evidence.set(passage, evidence);
    return evidence;
  }

  clear(): void {
    cancelAnimationFrame(this.#frame);
    this.#size.disconnect();
    this.#attributes.clear();
    this.#highlights.clear();
    this.overlay.clear();
  }

  #speak = (ids: readonly string[]): string =>
    ids.map((id) => this.#studio.scene().looks.find(({ theme }) => theme.id === id)?.name ?? id).join(". ");

  #draw(): void {
    const { view, looks, selected, roots, busy, shown: marked } = this.#studio.scene();
    this.#drawnAt = scrollY;
    const shown = new Map<Passage, Shown[]>();
    for (const passage of near(view.marks ? marked() : [], innerHeight * MARGIN)) {
      shown.set(passage, lookAt(view.themesOf(passage.tagging), looks, view));
    }
    this.overlay.draw(shown, selected, roots);
    // While a long page is still being tagged, painted highlights would make the browser paint all of it every time.
    if (this.#cues && !(busy && this.#byBlock.size > LONG)) void this.#paintCues(shown, selected);
  }

  /** Cues need the tagger, which may answer later; what is no longer wanted by then is not painted. */
  async #paintCues(
    shown: ReadonlyMap<Passage, readonly Shown[]>,
    selected: Passage | undefined,
  ): Promise<void> {
    const evidence = new Map<Passage, readonly Evidence[]>();
    for (const passage of shown.keys()) {
      evidence.set(passage, this.#evidence.get(passage) ?? (await this.explain(passage)));
    }
    if (!this.#frame) this.#highlights.paintCues(shown, evidence, selected);
  }
}

function lookAt(themes: readonly ThemeScore[], looks: readonly Look[], view: View): Shown[] {
  const shown: Shown[] = [];
  for (const one of themes) {
    const look = looks.find(({ theme }) => theme.id === one.theme);
    if (look) shown.push({ look, score: one.score, unsure: view.isUnsure(one) });
  }
  return shown;
}
