import type { Passage } from "../../finder/index.js";
import type { ThemeScore, View } from "../view.js";

/** A theme of a block, with the first of the block's paragraphs that has it. */
interface Entry {
  readonly found: ThemeScore;
  /** The index of the paragraph in the block. */
  readonly paragraph: number;
  /** The index among the themes of the paragraph. */
  readonly rank: number;
}

/**
 * Collects the themes of each block while its paragraphs are tagged. Thousands of paragraphs may
 * share a block, separated by `<br>`: visiting all of them after each batch would be quadratic.
 */
export class BlockThemes {
  /** The index of each paragraph in its block. */
  readonly #indexes = new WeakMap<Passage, number>();
  #themes = new Map<Element, Map<string, Entry>>();

  /** Forgets the themes of all blocks. */
  clear(): void {
    this.#themes.clear();
  }

  /** Forgets a paragraph that is no longer in the article. */
  forget(passage: Passage): void {
    this.#indexes.delete(passage);
  }

  /** Begins a block anew with these paragraphs; without any the block is forgotten. */
  reset(block: Element, passages: readonly Passage[] = []): void {
    this.#themes.delete(block);
    let index = 0;
    for (const passage of passages) this.#indexes.set(passage, index++);
  }

  /** Adds the themes of these paragraphs; returns all themes so far of each of their blocks. */
  add(passages: Iterable<Passage>, view: View): Map<Element, readonly ThemeScore[]> {
    const changed = new Set<Element>();
    for (const passage of passages) {
      const paragraph = this.#indexes.get(passage);
      if (paragraph === undefined) continue;
      const block = this.#themes.get(passage.element) ?? new Map<string, Entry>();
      this.#themes.set(passage.element, block);
      changed.add(passage.element);
      view.themesOf(passage.tagging).forEach((found, rank) => {
        const { id } = found.theme;
        const known = block.get(id);
        if (!known || paragraph <= known.paragraph) block.set(id, { found, paragraph, rank });
      });
    }
    const themes = new Map<Element, readonly ThemeScore[]>();
    for (const element of changed) {
      const entries = [...this.#themes.get(element)!.values()];
      entries.sort((a, b) => a.paragraph - b.paragraph || a.rank - b.rank);
      themes.set(
        element,
        entries.map(({ found }) => found),
      );
    }
    return themes;
  }
}
