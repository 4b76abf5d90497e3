/** What the reader asked to see: which themes, from which confidence, which paragraph. No DOM. */
import type { Tagging, Theme, ThemeScore } from "../engine/index.js";

export class View {
  /** Themes to keep; empty = all. */
  filter: ReadonlySet<string> = new Set();
  /** Least probability; undefined = the model's own threshold of each theme. */
  confidence: number | undefined;
  /** False while the reader wants no marks. */
  marks = true;
  readonly #themes: readonly Theme[];

  constructor(themes: readonly Theme[]) {
    this.#themes = themes;
  }

  /** The themes of a tagging under the asked confidence, best first. */
  themesOf(tagging: Tagging | undefined): readonly ThemeScore[] {
    if (!tagging) return [];
    const least = this.confidence;
    if (least === undefined) return tagging.themes;
    return this.#themes
      .map((theme, i) => ({ theme: theme.id, score: tagging.scores[i] ?? 0 }))
      .filter(({ score }) => score >= least)
      .sort((a, b) => b.score - a.score);
  }

  /** True when the filter keeps a paragraph with these themes. */
  keeps(themes: readonly ThemeScore[]): boolean {
    return themes.length > 0 && (!this.filter.size || themes.some(({ theme }) => this.filter.has(theme)));
  }

  /** Below the model's own threshold: shown only because the reader asked for less certainty. */
  isUnsure({ theme, score }: ThemeScore): boolean {
    const own = this.#themes.find(({ id }) => id === theme);
    return !!own && score < own.threshold;
  }
}
