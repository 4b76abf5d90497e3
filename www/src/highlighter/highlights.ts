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

export const hasHighlights = (): boolean => typeof Highlight === "function" && "highlights" in CSS;

export class Highlights {
  #cues = new Map<string, Highlight>();
  #faded: Highlight | undefined;
  #painted = new Map<Passage, { key: string; ranges: [Highlight, Range][] }>();

  constructor(themes: readonly string[]) {
    if (!hasHighlights()) return;
    for (const theme of themes) {
      const highlight = new Highlight();
      this.#cues.set(theme, highlight);
      CSS.highlights.set(nameOf(theme), highlight);
    }
    this.#faded = new Highlight();
    // Fading lies over the cues, so that their colours go with the text.
    this.#faded.priority = 1;
    CSS.highlights.set(FADED, this.#faded);
  }

  /** Underlines the cues of these paragraphs and of no other. */
  paintCues(
    shown: ReadonlyMap<Passage, readonly Shown[]>,
    evidence: ReadonlyMap<Passage, readonly Evidence[]>,
    selected: Passage | undefined,
  ): void {
    for (const [passage, { ranges }] of this.#painted) {
      if (shown.has(passage)) continue;
      drop(ranges);
      this.#painted.delete(passage);
    }
    for (const [passage, themes] of shown) {
      const reasons = evidence.get(passage);
      if (!reasons || !passage.connected) continue;
      const all = passage === selected;
      const key = `${themes.map(({ look }) => look.theme.id).join()} ${all}`;
      const old = this.#painted.get(passage);
      if (old?.key === key) continue;
      if (old) drop(old.ranges);
      const ranges: [Highlight, Range][] = [];
      for (const { look } of themes) {
        const highlight = this.#cues.get(look.theme.id);
        if (!highlight) continue;
        for (const cue of cuesOf(reasons, look.theme.id, all ? ALL : undefined)) {
          const range = passage.rangeOf(cue.start, cue.end);
          highlight.add(range);
          ranges.push([highlight, range]);
        }
      }
      this.#painted.set(passage, { key, ranges });
    }
  }

  /** Fades every paragraph `keep` refuses. Neighbours share a range: what stands between them fades as well. */
  fade(passages: readonly Passage[], keep: (passage: Passage) => boolean): void {
    const faded = this.#faded;
    if (!faded) return;
    faded.clear();
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

  /** Forgets a paragraph whose text changed. */
  forget(passage: Passage): void {
    const old = this.#painted.get(passage);
    if (old) drop(old.ranges);
    this.#painted.delete(passage);
  }

  clear(): void {
    for (const theme of this.#cues.keys()) CSS.highlights.delete(nameOf(theme));
    if (this.#faded) CSS.highlights.delete(FADED);
    this.#painted.clear();
  }
}

function drop(ranges: readonly [Highlight, Range][]): void {
  for (const [highlight, range] of ranges) highlight.delete(range);
}
