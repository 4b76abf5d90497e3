/** Checks a model against the header of its pack. */
import { refuse } from "./read.js";
import type { PackHeader } from "./types.js";

/** Largest difference between a probability in a self-test and the model's. */
const TOLERANCE = 0.001;

/** What the checks need of a tagger. */
interface Model {
  readonly themes: readonly { readonly id: string }[];
  tag(texts: readonly string[]): {
    readonly themes: readonly { readonly theme: string }[];
    readonly scores: Float32Array;
  }[];
}

/**
 * Compares the ids of the themes, and runs the self-tests.
 *
 * @throws ThemelightError `pack/themes` or `pack/self-test`
 */
export function verify(model: Model, { themes, tests = [] }: PackHeader): void {
  const ids = model.themes.map(({ id }) => id);
  const named = themes.map(({ id }) => id);
  if (list(named) !== list(ids))
    refuse("pack/themes", `expected the model's themes ${list(ids)}, found ${list(named)}`);
  const results = model.tag(tests.map(({ text }) => text));
  for (const [i, { themes, scores = {} }] of tests.entries()) {
    const { themes: tags, scores: found } = results[i]!;
    const fail = (expected: string, found: string) =>
      refuse("pack/self-test", `self-test ${i + 1}: expected ${expected}, found ${found}`);
    const [wanted, got] = [themes, tags.map(({ theme }) => theme)].map((ids) =>
      list([...ids].sort()),
    );
    if (wanted !== got) fail(wanted!, got!);
    for (const [id, expected] of Object.entries(scores)) {
      const score = found[ids.indexOf(id)];
      if (!(Math.abs(score! - expected) <= TOLERANCE)) fail(`${id} ${expected}`, `${score}`);
    }
  }
}

const list = (ids: readonly string[]): string => JSON.stringify(ids);
