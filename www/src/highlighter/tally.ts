import type { Passage } from "../finder/index.js";
import type { View } from "./view.js";

/** What the legend says of the paragraphs. */
export interface Tallied {
  /** Indexes of the paragraphs with a theme that the filter keeps. */
  readonly shown: readonly number[];
  /** The number of paragraphs with each theme, whatever the filter. */
  readonly counts: Readonly<Record<string, number>>;
}

interface Part extends Tallied {
  /** The index after the last paragraph that is counted. */
  readonly end: number;
}

const NOTHING: Part = { shown: [], counts: {}, end: 0 };

/**
 * Counts the paragraphs with each theme. On a page that grows at its end, paragraphs that were
 * counted are not visited again.
 */
export class Tally {
  readonly #view: View;
  /** The first paragraphs, of which all are tagged, and the last of them. */
  #settled = 0;
  #last: Passage | undefined;
  #base = NOTHING;
  #whole: Tallied | undefined;

  constructor(view: View) {
    this.#view = view;
  }

  /** Counts all again: the filter or the confidence changed, or taggings in place. */
  reset(): void {
    this.#base = NOTHING;
    this.#whole = undefined;
  }

  /** Takes notice of new taggings. */
  tagged(): void {
    this.#whole = undefined;
  }

  /** Takes notice of other paragraphs; `appended`: none of those before is gone. */
  replaced(passages: readonly Passage[], appended: boolean): void {
    this.#whole = undefined;
    if (appended && (!this.#settled || passages[this.#settled - 1] === this.#last)) return;
    this.#settled = 0;
    this.#base = NOTHING;
  }

  /** All paragraphs are tagged. */
  settled(passages: readonly Passage[]): void {
    this.#settled = passages.length;
    this.#last = passages.at(-1);
    this.#whole = undefined;
  }

  of(passages: readonly Passage[]): Tallied {
    if (!this.#whole) {
      this.#base = this.#count(this.#base, passages, this.#settled);
      this.#whole = this.#count(this.#base, passages, passages.length);
    }
    return this.#whole;
  }

  /** Counts on from `from`, without a list of themes for every paragraph. */
  #count(from: Part, passages: readonly Passage[], end: number): Part {
    const { themes } = this.#view;
    const counts: Record<string, number> = Object.fromEntries(
      themes.map(({ id }) => [id, Object.hasOwn(from.counts, id) ? from.counts[id]! : 0]),
    );
    if (from.end >= end) return { ...from, counts };
    const shown = [...from.shown];
    for (let index = from.end; index < end; index++) {
      let keeps = false;
      passages[index]!.tagging?.scores.forEach((score, i) => {
        const theme = themes[i]!;
        if (!this.#view.has(theme, score)) return;
        counts[theme.id]!++;
        keeps ||= this.#view.wants(theme);
      });
      if (keeps) shown.push(index);
    }
    return { shown, counts, end };
  }
}
