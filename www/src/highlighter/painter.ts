/** Keeps what is drawn in step with what is tagged, asked for, and in view. Draws once a frame, and only when asked. */
import type { Evidence, ThemeScore } from "../engine/index.js";
import type { Passage } from "../finder/index.js";
import { Attributes } from "./attributes.js";
import { Highlights } from "./highlights.js";
import type { Shown } from "./mark.js";
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
}

/** What the painter asks and tells. */
export interface Studio {
  scene(): Scene;
  /** The page or the article changed its size. */
  resized(): void;
  drawn(): void;
  /** The reader clicked this paragraph's mark. */
  asked(passage: Passage): void;
}

export class Painter {
  readonly overlay: Overlay;
  readonly #studio: Studio;
  readonly #tagger: PageTagger;
  readonly #cues: boolean;
  #attributes = new Attributes();
  #highlights: Highlights;
  #evidence = new WeakMap<Passage, readonly Evidence[]>();
  /** Blocks of tagged paragraphs in or near the view, and the paragraphs of each block. */
  #near = new Set<Element>();
  #byBlock = new Map<Element, Passage[]>();
  #sight = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "60% 0px" });
  #size = new ResizeObserver(() => {
    this.schedule();
    this.#studio.resized();
  });
  #frame = 0;

  constructor(tagger: PageTagger, lang: string, cues: boolean, studio: Studio) {
    this.#tagger = tagger;
    this.#studio = studio;
    this.#cues = cues;
    this.overlay = new Overlay(lang, (passage) => studio.asked(passage));
    this.#highlights = new Highlights(tagger.themes.map(({ id }) => id));
    this.#size.observe(document.documentElement);
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
    for (const block of this.#byBlock.keys()) {
      if (blocks.has(block)) continue;
      gone.set(block, []);
      this.#sight.unobserve(block);
      this.#near.delete(block);
    }
    this.#attributes.write(gone);
    this.#byBlock = blocks;
    this.#size.disconnect();
    for (const element of [document.documentElement, document.body, ...roots]) this.#size.observe(element);
  }

  /** Writes the attribute of these paragraphs' blocks and follows those that have a theme. */
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
    this.#attributes.write(themes);
    for (const [element, ids] of themes) {
      if (ids.length) this.#sight.observe(element);
      else {
        this.#sight.unobserve(element);
        this.#near.delete(element);
      }
    }
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
    this.#sight.disconnect();
    this.#size.disconnect();
    this.#attributes.clear();
    this.#highlights.clear();
    this.overlay.clear();
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#near.add(target);
      else this.#near.delete(target);
    }
    this.schedule();
  }

  #draw(): void {
    const { view, looks, selected, roots } = this.#studio.scene();
    const shown = new Map<Passage, Shown[]>();
    if (view.marks) {
      for (const block of this.#near) {
        for (const passage of this.#byBlock.get(block) ?? []) {
          const themes = view.themesOf(passage.tagging);
          if (view.keeps(themes)) shown.set(passage, lookAt(themes, looks, view));
        }
      }
    }
    this.overlay.draw(shown, selected, roots);
    if (this.#cues) void this.#paintCues(shown, selected);
    this.#studio.drawn();
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
