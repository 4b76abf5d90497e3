import type { Evidence } from "../../engine/types.js";
import type { Passage } from "../../finder/index.js";
import type { ThemeScore } from "../view.js";
import type { Cue } from "./cues.js";

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

const FADED = "themelight-faded";
const nameOf = (theme: string): string => `themelight-${theme}`;

/** Returns the page's highlights; undefined where the browser or the page lacks them. */
const registry = (): HighlightRegistry | undefined =>
  typeof Highlight === "function" ? globalThis.CSS?.highlights : undefined;

/**
 * Paints cue words and faded text by the CSS Custom Highlight API, which adds no element. There is
 * one `Highlight` for each theme, with ranges in and near the view only: hundreds of ranges slow
 * some browsers down. Without the API nothing is painted; bars and labels show the themes.
 */
export class Highlights {
  #cues = new Map<string, Highlight>();
  #faded: Highlight | undefined;
  #painted = new Map<Passage, { key: string; ranges: [Highlight, Range][] }>();

  /** Removes the highlights when `signal` is aborted. */
  constructor(themes: readonly string[], signal: AbortSignal) {
    signal.addEventListener("abort", () => this.#clear());
    const highlights = registry();
    if (!highlights) return;
    for (const theme of themes) {
      const highlight = new Highlight();
      this.#cues.set(theme, highlight);
      highlights.set(nameOf(theme), highlight);
    }
    this.#faded = new Highlight();
    // Over the cues, so that their colours fade with the text.
    this.#faded.priority = 1;
    highlights.set(FADED, this.#faded);
  }

  /** Removes the cues of all other paragraphs. */
  keep(shown: ReadonlyMap<Passage, unknown>): void {
    for (const passage of this.#painted.keys()) if (!shown.has(passage)) this.#forget(passage);
  }

  /** Underlines cues of a paragraph: the heaviest few, or `all`. */
  paintCues(
    passage: Passage,
    themes: readonly ThemeScore[],
    evidence: readonly Evidence[],
    all: boolean,
    cuesOf: CuesOf,
  ): void {
    const key = `${themes.map(({ theme }) => theme.id).join()} ${all}`;
    if (!passage.connected || this.#painted.get(passage)?.key === key) return;
    this.#forget(passage);
    const ranges: [Highlight, Range][] = [];
    for (const { theme } of themes) {
      const highlight = this.#cues.get(theme.id);
      if (!highlight) continue;
      for (const cue of cuesOf(evidence, theme.id, passage.text, all)) {
        const range = passage.rangeOf(cue.start, cue.end);
        highlight.add(range);
        ranges.push([highlight, range]);
      }
    }
    this.#painted.set(passage, { key, ranges });
  }

  /**
   * Fades every paragraph for which `keep` is false. Neighbours share a range, with everything
   * between them.
   */
  fade(passages: readonly Passage[], keep: (passage: Passage) => boolean): void {
    const faded = this.#faded;
    if (!faded) return;
    // Clearing an empty highlight would paint a long page again.
    if (faded.size) faded.clear();
    let range: Range | undefined;
    for (const passage of passages) {
      if (keep(passage) || !passage.connected) range = undefined;
      else if (range) range.setEnd(passage.range.endContainer, passage.range.endOffset);
      else {
        range = passage.range;
        faded.add(range);
      }
    }
  }

  #clear(): void {
    const highlights = registry();
    for (const theme of this.#cues.keys()) highlights?.delete(nameOf(theme));
    if (this.#faded) highlights?.delete(FADED);
    this.#painted.clear();
  }

  #forget(passage: Passage): void {
    for (const [highlight, range] of this.#painted.get(passage)?.ranges ?? [])
      highlight.delete(range);
    this.#painted.delete(passage);
  }
}
