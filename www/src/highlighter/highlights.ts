/**
 * Cue words and fading by the CSS Custom Highlight API: ranges that are painted, no element added. One `Highlight` a
 * theme, ranges only for paragraphs in and near the view, because hundreds of ranges make some browsers crawl.
 * Where the API is missing nothing happens here: bars and labels say it all.
 */
import type { Evidence } from "../engine/index.js";
import type { Passage } from "../finder/index.js";
import { ALL, cuesOf } from "./cues.js";
import type { Shown } from "./view.js";

const FADED = "themelight-faded";
const nameOf = (theme: string): string => `themelight-${theme}`;

/** The page's highlights; none where the browser or the page lacks them. */
const registry = (): HighlightRegistry | undefined =>
  typeof Highlight === "function" ? globalThis.CSS?.highlights : undefined;

export class Highlights {
  #cues = new Map<string, Highlight>();
  #faded: Highlight | undefined;
  #painted = new Map<Passage, { key: string; ranges: [Highlight, Range][] }>();

  /** The highlights leave the page when `signal` ends. */
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
    // Fading lies over the cues, so that their colours go with the text.
    this.#faded.priority = 1;
    highlights.set(FADED, this.#faded);
  }

  /** Takes the cues of all other paragraphs away. */
  keep(shown: ReadonlyMap<Passage, unknown>): void {
    for (const passage of this.#painted.keys()) if (!shown.has(passage)) this.#forget(passage);
  }

  /** Underlines the cues of a paragraph: the few that matter, or `all` of them. */
  paintCues(passage: Passage, themes: readonly Shown[], evidence: readonly Evidence[], all: boolean): void {
    const key = `${themes.map(({ look }) => look.theme.id).join()} ${all}`;
    if (!passage.connected || this.#painted.get(passage)?.key === key) return;
    this.#forget(passage);
    const ranges: [Highlight, Range][] = [];
    for (const { look } of themes) {
      const highlight = this.#cues.get(look.theme.id);
      if (!highlight) continue;
      for (const cue of cuesOf(evidence, look.theme.id, all ? ALL : undefined, passage.text)) {
        const range = passage.rangeOf(cue.start, cue.end);
        highlight.add(range);
        ranges.push([highlight, range]);
      }
    }
    this.#painted.set(passage, { key, ranges });
  }

  /** Fades every paragraph `keep` refuses. Neighbours share a range: what stands between them fades as well. */
  fade(passages: readonly Passage[], keep: (passage: Passage) => boolean): void {
    const faded = this.#faded;
    if (!faded) return;
    // To clear what is empty would paint a long page anew.
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
    for (const [highlight, range] of this.#painted.get(passage)?.ranges ?? []) highlight.delete(range);
    this.#painted.delete(passage);
  }
}
