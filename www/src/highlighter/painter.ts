/** Keeps what is drawn in step with what is tagged, asked for, and in view. Draws once a frame, and only when asked. */
import type { Evidence } from "../engine/index.js";
import type { Passage } from "../finder/index.js";
import { Attributes } from "./attributes.js";
import { Highlights } from "./highlights.js";
import { Overlay, type Shown } from "./overlay.js";
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

export class Painter {
  readonly overlay: Overlay;
  #scene: () => Scene;
  #tagger: PageTagger;
  #attributes = new Attributes();
  #highlights: Highlights;
  #evidence = new WeakMap<Passage, readonly Evidence[]>();
  /** Blocks of tagged paragraphs in or near the view, and the paragraphs of each block. */
  #near = new Set<Element>();
  #byBlock = new Map<Element, Passage[]>();
  #sight = new IntersectionObserver((entries) => this.#seen(entries), { rootMargin: "60% 0px" });
  #size = new ResizeObserver(() => this.schedule());
  #frame = 0;

  constructor(tagger: PageTagger, lang: string, scene: () => Scene, onSelect: (passage: Passage) => void) {
    this.#tagger = tagger;
    this.#scene = scene;
    this.overlay = new Overlay(lang, onSelect);
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
    const { view } = this.#scene();
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
    const { passages, view } = this.#scene();
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
    const { view, looks, selected, roots } = this.#scene();
    const shown = new Map<Passage, Shown[]>();
    if (view.marks) {
      for (const block of this.#near) {
        for (const passage of this.#byBlock.get(block) ?? []) {
          const themes = view.themesOf(passage.tagging);
          if (view.keeps(themes)) shown.set(passage, lookAt(themes, looks));
        }
      }
    }
    this.overlay.draw(shown, selected, roots);
    void this.#paintCues(shown, selected);
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

function lookAt(themes: readonly { theme: string; score: number }[], looks: readonly Look[]): Shown[] {
  const shown: Shown[] = [];
  for (const { theme, score } of themes) {
    const look = looks.find((one) => one.theme.id === theme);
    if (look) shown.push({ look, score });
  }
  return shown;
}
