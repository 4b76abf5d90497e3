import type { Tagging, Theme, ThemeScore } from "./types.js";

/** Returns the result for a text with these scores, one for each theme. */
export function taggingOf(all: readonly Theme[], scores: Float32Array): Tagging {
  const themes: ThemeScore[] = [];
  for (let i = 0; i < scores.length; i++) {
    const { id: theme, threshold } = all[i]!;
    const score = scores[i]!;
    // Highest first. There are few themes: inserting from the end is faster than sorting.
    let at = themes.length;
    while (at && themes[at - 1]!.score < score) at--;
    if (score >= threshold) themes.splice(at, 0, { theme, score });
  }
  return { themes, scores };
}
