import type { Passage } from "../finder/index.js";
import type { Shown, View } from "./view.js";

/** A theme of a block, and the first of the block's paragraphs that has it. */
interface Entry {
  readonly shown: Shown;
  readonly paragraph: number;
  /** Its place among the themes of that paragraph. */
  readonly rank: number;
}

/**
 * The themes of every block, gathered while its paragraphs are tagged. Thousands of paragraphs may
 * share one block, parted by `<br>`; to go through all of them after each batch would be quadratic.
 */
export class BlockThemes {
  /** Where each paragraph stands in its block. */
  #indexes: ReadonlyMap<Passage, number> = new Map();
  #themes = new Map<Element, Map<string, Entry>>();
  #confidence: number | undefined;

  /** Starts anew with these blocks. */
  reset(blocks: ReadonlyMap<Element, readonly Passage[]>): void {
    const indexes = new Map<Passage, number>();
    for (const passages of blocks.values()) {
      let index = 0;
      for (const passage of passages) indexes.set(passage, index++);
    }
    this.#indexes = indexes;
    this.#themes.clear();
  }

  /** Adds the themes of these paragraphs; returns all themes so far of each block that they are in. */
  add(passages: Iterable<Passage>, view: View): Map<Element, readonly Shown[]> {
    // Another confidence may take themes away.
    if (view.confidence !== this.#confidence) this.#themes.clear();
    this.#confidence = view.confidence;
    const changed = new Set<Element>();
    for (const passage of passages) {
      const paragraph = this.#indexes.get(passage);
      if (paragraph === undefined) continue;
      const block = this.#themes.get(passage.element) ?? new Map<string, Entry>();
      this.#themes.set(passage.element, block);
      changed.add(passage.element);
      view.themesOf(passage.tagging).forEach((shown, rank) => {
        const { id } = shown.look.theme;
        const known = block.get(id);
        if (!known || paragraph <= known.paragraph) block.set(id, { shown, paragraph, rank });
      });
    }
    const themes = new Map<Element, readonly Shown[]>();
    for (const element of changed) {
      const entries = [...this.#themes.get(element)!.values()];
      entries.sort((a, b) => a.paragraph - b.paragraph || a.rank - b.rank);
      themes.set(
        element,
        entries.map(({ shown }) => shown),
      );
    }
    return themes;
  }
}
