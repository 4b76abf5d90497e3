/** What the reader chose to see. No DOM. */
import { ThemelightError } from "../api/errors.js";
import type { Tagging, Theme } from "../engine/types.js";
import type { ThemeStyle } from "./theme-style.js";

export type { ThemeStyle } from "./theme-style.js";

/** A theme of a paragraph. */
export interface ThemeScore {
  readonly theme: ThemeStyle;
  /** Calibrated probability. */
  readonly score: number;
  /** Under the model's threshold: shown only because the reader lowered the confidence. */
  readonly unsure: boolean;
}

export class View {
  /** The themes as they look on this page, in the order of the scores. */
  themes: readonly ThemeStyle[] = [];
  /** Ids of the themes that are kept; empty = all. */
  filter: ReadonlySet<string> = new Set();
  /** The least probability that counts; undefined = the model's threshold of each theme. */
  confidence: number | undefined;
  /** Collapses what the filter does not keep; false = fades it. */
  collapsed = false;
  /** False while the reader hides the marks. */
  marks = true;

  /** Returns the themes of a paragraph, best first. */
  themesOf(tagging: Tagging | undefined): readonly ThemeScore[] {
    const found: ThemeScore[] = [];
    tagging?.scores.forEach((score, i) => {
      const theme = this.themes[i]!;
      if (this.has(theme, score)) found.push({ theme, score, unsure: score < theme.threshold });
    });
    return found.sort((a, b) => b.score - a.score);
  }

  /** True when the score is high enough for the theme. */
  has({ threshold }: ThemeStyle, score: number): boolean {
    return score >= (this.confidence ?? threshold);
  }

  /** True when the filter keeps the theme. */
  wants({ id }: ThemeStyle): boolean {
    return !this.filter.size || this.filter.has(id);
  }

  /** True when the filter keeps a paragraph with these themes. */
  keeps(themes: readonly ThemeScore[]): boolean {
    return themes.some(({ theme }) => this.wants(theme));
  }
}

/** @throws ThemelightError `input/theme` where one of these ids is not of the model. */
export function checkThemes(ids: readonly string[], themes: readonly Theme[]): void {
  const known = themes.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  throw new ThemelightError(
    "input/theme",
    `no theme "${unknown}"; the model has ${known.join(", ")}`,
  );
}
