/** The header of a model pack. */
import type { Tagger } from "../../src/engine/types.js";
import type { PackHeader } from "../../src/pack/index.js";
import type { Overview } from "../worker/views.js";

/** Words of each theme that the pack names. */
const WORDS = 12;

export function packHeader(
  overview: Overview,
  tagger: Tagger,
  texts: readonly string[],
  data: (paragraphs: number) => string,
): PackHeader {
  const { report } = overview.training!;
  const { title, license, language } = overview;
  const themes = tagger.themes.map(({ id }) => {
    const { name, color } = overview.themes.find((theme) => theme.id === id)!;
    return { id, name: { ...name }, color };
  });
  const ids = tagger.themes.map(({ id }) => id);
  const tests = tagger.tag(texts).map(({ themes: tagged, scores }, i) => ({
    text: texts[i]!,
    themes: tagged.map(({ theme }) => theme),
    scores: Object.fromEntries(ids.map((id, at) => [id, Math.round(scores[at]! * 1e4) / 1e4])),
  }));
  return {
    themes,
    language,
    ...(title && { title }),
    ...(license && { license }),
    ...(report.macroF1 && {
      scores: {
        data: data(report.paragraphs),
        macro_f1: report.macroF1.value,
        themes: Object.fromEntries(
          report.themes.flatMap(({ id, precision, recall, f1, support }) =>
            precision && recall && f1
              ? [[id, { precision: precision.value, recall: recall.value, f1: f1.value, support }]]
              : [],
          ),
        ),
      },
    }),
    ...(tests.length && { tests }),
    words: Object.fromEntries(
      report.themes.map(({ id, words }) => [id, words.slice(0, WORDS).map(({ ngram }) => ngram)]),
    ),
  };
}
