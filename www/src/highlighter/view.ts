/** What the reader asked to see: which themes, from which confidence, with marks or without. No DOM. */
import type { Tagging } from "../engine/index.js";
import type { Look } from "./palette.js";

/** One theme of a paragraph, as it is to be shown. */
export interface Shown {
  readonly look: Look;
  readonly score: number;
  /** Under the model's own threshold: on show only because the reader asked for less certainty. */
  readonly unsure: boolean;
}

/** Most paragraphs of most pages have no theme; long pages ask for all of them. */
const NONE: readonly Shown[] = [];

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
    let shown = NONE;
    for (let i = 0; tagging && i < this.looks.length; i++) {
      const look = this.looks[i]!;
      const { threshold } = look.theme;
      const score = tagging.scores[i]!;
      if (score < (this.confidence ?? threshold)) continue;
      shown = [...shown, { look, score, unsure: score < threshold }];
    }
    return shown.length > 1 ? [...shown].sort((a, b) => b.score - a.score) : shown;
  }

  /** True when the filter keeps a paragraph with these themes. */
  keeps(themes: readonly Shown[]): boolean {
    return themes.some(({ look }) => !this.filter.size || this.filter.has(look.theme.id));
  }
}
