/** Labels that are probably wrong, by example. */
import type { Example, LabelError } from "../training.js";

export interface Suggestion {
  /** Index of the example. */
  readonly example: number;
  readonly labels: readonly string[];
  readonly suggested: readonly string[];
}

/**
 * Joins the errors of each example: one paragraph may lack a theme and have another one wrongly.
 * Keeps the order of the errors, and leaves out examples whose labels were confirmed.
 */
export function suggestions(
  errors: readonly LabelError[],
  examples: readonly Example[],
  confirmed: readonly string[],
): Suggestion[] {
  const settled = new Set(confirmed);
  const byExample = new Map<number, Set<string>>();
  for (const { example, theme } of errors) {
    const one = examples[example];
    if (!one || settled.has(one.id)) continue;
    const labels = byExample.get(example) ?? new Set(one.labels);
    if (one.labels.includes(theme)) labels.delete(theme);
    else labels.add(theme);
    byExample.set(example, labels);
  }
  return [...byExample].map(([example, labels]) => ({
    example,
    labels: examples[example]!.labels,
    suggested: [...labels],
  }));
}
