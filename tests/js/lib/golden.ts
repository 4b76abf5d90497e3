// Compares a tagger with golden vectors (tests/golden/README.md), in Node and, bundled, in
// browsers.
import type { Tagger } from "themelight";

export interface Golden {
  model: string;
  checksum: string;
  themes: { id: string; threshold: number; bias: number }[];
  cases: {
    name: string;
    text: string;
    repeat?: number;
    scores: number[];
    tags: string[];
    evidence: { count: number; first: [string, number, number, number][]; sums: number[] };
  }[];
}

/** The number of compared cases, and a message for each difference. */
export function compare(
  tagger: Tagger,
  golden: Golden,
): { compared: number; differences: string[] } {
  const differences: string[] = [];
  const same = (what: string, actual: unknown, expected: unknown) => {
    const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
    if (is !== should) differences.push(`${what}: ${is} instead of ${should}`);
  };

  same("checksum", tagger.info.checksum, golden.checksum);
  same(
    "themes",
    tagger.themes.map(({ id, threshold, bias }) => ({ id, threshold, bias })),
    golden.themes.map(({ id, threshold, bias }) => ({
      id,
      threshold: Math.fround(threshold),
      bias,
    })),
  );
  const texts = golden.cases.map(({ text, repeat = 1 }) => text.repeat(repeat));
  const taggings = tagger.tag(texts);
  golden.cases.forEach(({ name, scores, tags, evidence }, i) => {
    const tagging = taggings[i]!;
    same(`${name}, scores`, [...tagging.scores], scores.map(Math.fround));
    same(
      `${name}, tags`,
      tagging.themes.map(({ theme }) => theme),
      tags,
    );
    const found = tagger.explain(texts[i]!);
    same(`${name}, number of cues`, found.length, evidence.count);
    same(
      `${name}, first cues`,
      found
        .slice(0, evidence.first.length)
        .map(({ theme, start, end, weight }) => [theme, start, end, weight]),
      evidence.first,
    );
    const sums = tagger.themes.map(({ id }) =>
      found.filter(({ theme }) => theme === id).reduce((sum, { weight }) => sum + weight, 0),
    );
    same(`${name}, sums of evidence`, sums, evidence.sums);
  });
  return { compared: golden.cases.length, differences };
}
