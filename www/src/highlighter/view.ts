/** What the reader asked to see: which themes, from which confidence, with marks or without. No DOM. */
import type { Tagging } from "../engine/index.js";
import type { Look } from "./drawing/theme-style.js";

/** One theme of a paragraph, as it is to be shown. */
export interface Shown {
  readonly look: Look;
  readonly score: number;
  /** Under the model's own threshold: on show only because the reader asked for less certainty. */
  readonly unsure: boolean;
}

export class View {
  /** How each theme looks on this page, in the order of the scores. */
  looks: readonly Look[] = [];
  /** Themes to keep; empty = all. */
  filter: ReadonlySet<string> = new Set();
  /** Least probability; undefined = the model's own threshold of each theme. */
  confidence: number | undefined;
  /** False while the reader wants no marks. */
  marks = true;

  /** The themes of a tagging under the asked confidence, best first. */
  themesOf(tagging: Tagging | undefined): readonly Shown[] {
    const shown: Shown[] = [];
    tagging?.scores.forEach((score, i) => {
      const look = this.looks[i]!;
      if (this.has(look, score)) shown.push({ look, score, unsure: score < look.theme.threshold });
    });
    return shown.sort((a, b) => b.score - a.score);
  }

  /** True when this score is enough for the theme, under the asked confidence. */
  has({ theme }: Look, score: number): boolean {
    return score >= (this.confidence ?? theme.threshold);
  }

  /** True when the filter keeps this theme. */
  wants({ theme }: Look): boolean {
    return !this.filter.size || this.filter.has(theme.id);
  }

  /** True when the filter keeps a paragraph with these themes. */
  keeps(themes: readonly Shown[]): boolean {
    return themes.some(({ look }) => this.wants(look));
  }
}
