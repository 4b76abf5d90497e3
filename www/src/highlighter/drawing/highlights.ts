import { removeAttribute, setAttribute } from "../../dom/element.js";
import type { Evidence } from "../../engine/types.js";
import type { Passage } from "../../finder/index.js";
import type { ThemeScore } from "../view.js";
import type { Cue } from "./cues.js";
import { CUED, CUES, WHY } from "./styles.js";

/**
 * Selects the cue words of a text for a theme: the heaviest few, or `all`. Loaded later than the
 * first marks, see `legend/details.ts`.
 */
export type CuesOf = (
  evidence: readonly Evidence[],
  theme: string,
  text: string,
  all: boolean,
) => readonly Cue[];

/** The cues of a paragraph that are to be painted. */
export interface Cues {
  readonly passage: Passage;
  readonly key: string;
  readonly cues: readonly (readonly [Highlight, Cue])[];
}

const keyOf = (themes: readonly ThemeScore[], all: boolean): string =>
  `${themes.map(({ theme }) => theme.id).join()} ${all}`;

/** Returns the page's highlights; undefined where the browser or the page lacks them. */
export const registry = (): HighlightRegistry | undefined =>
  typeof Highlight === "function" ? globalThis.CSS?.highlights : undefined;

/**
 * Paints cue words by the CSS Custom Highlight API, which adds no element. There is
 * one `Highlight` for each theme, with ranges in and near the view only: hundreds of ranges slow
 * some browsers down. Without the API nothing is painted; bars and labels show the themes.
 */
export class Highlights {
  #cues = new Map<string, Highlight>();
  #painted = new Map<Passage, { key: string; ranges: [Highlight, Range][] }>();

  /** Removes the highlights when `signal` is aborted. */
  constructor(themes: readonly string[], signal: AbortSignal) {
    signal.addEventListener("abort", () => this.#clear());
    const highlights = registry();
    if (!highlights) return;
    for (const theme of themes) {
      for (const name of [CUES + theme, WHY + theme]) {
        const highlight = new Highlight();
        this.#cues.set(name, highlight);
        highlights.set(name, highlight);
      }
    }
  }

  /** Returns the other paragraphs with painted cues. */
  others(shown: ReadonlyMap<Passage, unknown>): readonly Passage[] {
    return [...this.#painted.keys()].filter((passage) => !shown.has(passage));
  }

  /** True where the cues of a paragraph are painted as wanted. */
  has(passage: Passage, themes: readonly ThemeScore[], all: boolean): boolean {
    return this.#painted.get(passage)?.key === keyOf(themes, all);
  }

  /** Selects the cues of a paragraph: the heaviest few, or `all`. Paints nothing yet. */
  select(
    passage: Passage,
    themes: readonly ThemeScore[],
    evidence: readonly Evidence[],
    all: boolean,
    cuesOf: CuesOf,
  ): Cues {
    const cues: [Highlight, Cue][] = [];
    for (const { theme } of themes) {
      const highlight = this.#cues.get((all ? WHY : CUES) + theme.id);
      if (!highlight) continue;
      for (const cue of cuesOf(evidence, theme.id, passage.text, all)) cues.push([highlight, cue]);
    }
    return { passage, key: keyOf(themes, all), cues };
  }

  /** Paints the cues of a paragraph. */
  paint({ passage, key, cues }: Cues): void {
    this.forget(passage);
    if (!passage.connected) return;
    const ranges = cues.map(([highlight, { start, end }]): [Highlight, Range] => {
      const range = passage.rangeOf(start, end);
      highlight.add(range);
      return [highlight, range];
    });
    this.#painted.set(passage, { key, ranges });
    setAttribute(passage.element, CUED, "");
  }

  #clear(): void {
    const highlights = registry();
    for (const name of this.#cues.keys()) highlights?.delete(name);
    for (const passage of this.#painted.keys()) this.forget(passage);
  }

  /** Removes the cues of a paragraph. */
  forget(passage: Passage): void {
    for (const [highlight, range] of this.#painted.get(passage)?.ranges ?? [])
      highlight.delete(range);
    if (!this.#painted.delete(passage)) return;
    const { element } = passage;
    // Paragraphs between two `<br>` share a block. Few are painted at a time.
    for (const other of this.#painted.keys()) if (other.element === element) return;
    removeAttribute(element, CUED);
  }
}
