/**
 * The blocks of the article and the attributes that name their themes. Attributes are written in
 * frames, so many at a time as the device can style and lay out without a long task.
 */

import { isVast } from "../../dom/sheets.js";
import type { Passage } from "../../finder/index.js";
import type { View } from "../view.js";
import { Attributes } from "./attributes.js";
import { BlockThemes } from "./block-themes.js";
import type { Pace } from "./pace.js";

/**
 * Pages with more blocks are long: labels for screen readers are attributes, and cue words have no
 * underline.
 */
export const LONG = 1000;
export class Blocks {
  readonly #view: View;
  readonly #signal: AbortSignal;
  readonly #attributes = new Attributes();
  readonly #passages = new Map<Element, Passage[]>();
  readonly #themes = new BlockThemes();
  /** Attributes that are not written yet, in the order to write them. */
  readonly #unwritten = new Map<Element, () => void>();
  readonly #pace: Pace;

  constructor(view: View, pace: Pace, signal: AbortSignal) {
    this.#view = view;
    this.#pace = pace;
    this.#signal = signal;
  }

  /** True for a page with very many blocks, or elements. */
  get isLong(): boolean {
    return this.#passages.size > LONG || isVast();
  }

  /** Replaces paragraphs by others, which may be the same objects. */
  replace(old: Iterable<Passage>, fresh: Iterable<Passage>): void {
    const dropped = new Set(old);
    const changed = new Map<Element, Passage[]>();
    const listOf = (element: Element): Passage[] => {
      let list = changed.get(element);
      if (!list) {
        list = (this.#passages.get(element) ?? []).filter((passage) => !dropped.has(passage));
        changed.set(element, list);
      }
      return list;
    };
    for (const passage of dropped) {
      listOf(passage.element);
      this.#themes.forget(passage);
    }
    for (const passage of fresh) listOf(passage.element).push(passage);
    for (const [element, passages] of changed) {
      this.#themes.reset(element, passages);
      this.#unwritten.delete(element);
      if (passages.length) this.#passages.set(element, passages);
      else if (this.#passages.delete(element)) this.#attributes.change(element, [], false)?.();
    }
  }

  /** Forgets all themes, before every paragraph is marked again. */
  clearThemes(): void {
    this.#themes.clear();
  }

  /** Notes the themes of these paragraphs. Resolves when there is room for more. */
  async mark(passages: Iterable<Passage>): Promise<void> {
    for (const [element, themes] of this.#themes.add(passages, this.#view)) {
      const write = this.#attributes.change(element, themes, this.isLong);
      if (write) this.#unwritten.set(element, write);
      else this.#unwritten.delete(element);
    }
    if (this.#unwritten.size >= this.#pace.count) await this.write();
  }

  /** Writes the attributes of all marked blocks. */
  async write(): Promise<void> {
    const writes = [...this.#unwritten].map(([element, write]) => () => {
      // The paragraphs may have been replaced meanwhile.
      if (this.#unwritten.get(element) !== write) return;
      this.#unwritten.delete(element);
      write();
    });
    await this.#pace.write(writes, this.#signal);
  }

  clear(): void {
    this.#unwritten.clear();
    this.#attributes.clear();
  }
}
