/** Counts and short lists of the work, for the page. */
import type { ProjectData } from "../keep/data.js";
import { answeredExamples, isAnswered } from "../label/answers.js";
import type { Example, Training } from "../training.js";
import { grouped } from "./draft.js";
import type { LabelErrorView, Overview, TrainingView } from "./views.js";

/** Probable label errors that are shown at a time. */
const ERRORS = 10;

export function overviewOf(data: ProjectData, engine: Training): Overview {
  const { meta, examples, pool } = data;
  const ids = meta.themes.map(({ id }) => id);
  const all = [...examples, ...answeredExamples(pool, ids)];
  const checked = all.length ? engine.check(all) : { problems: [], themes: [] };
  const counts = new Map(checked.themes.map((one) => [one.id, one]));
  const needed = (code: string, theme: string) =>
    Number(
      checked.problems.find((one) => one.code === code && one.params.theme === theme)?.params
        .missing ?? 0,
    );
  const themes = meta.themes.map((theme) => ({
    ...theme,
    count: counts.get(theme.id)?.count ?? 0,
    needed: needed("too-few", theme.id),
    neededWithout: meta.negatives === "examples" ? needed("too-few-without", theme.id) : 0,
  }));
  const ready =
    themes.length > 0 && themes.every((one) => one.needed === 0 && one.neededWithout === 0);
  return {
    examples: all.length,
    withoutTheme: all.filter(isWithoutTheme).length,
    pool: pool.length,
    answered: pool.filter(isAnswered).length,
    language: meta.language,
    negatives: meta.negatives,
    title: meta.title,
    license: meta.license,
    themes,
    problems: grouped([
      ...checked.problems.filter(({ row }) => row === 0),
      ...meta.problems.filter(({ row }) => row > 0),
    ]),
    ready,
    estimate: ready ? engine.estimate(all) : undefined,
    training: trainingOf(data),
  };
}

const isWithoutTheme = ({ labels, ignore = [] }: Example): boolean =>
  labels.length === 0 && ignore.length === 0;

function trainingOf({ meta, examples }: ProjectData): TrainingView | undefined {
  const { training, revision, confirmed } = meta;
  if (!training) return undefined;
  const { predictions: _, labelErrors, ...report } = training.report;
  const settled = new Set(confirmed);
  const errors = labelErrors
    .flatMap(({ example, ...error }): LabelErrorView[] => {
      const one = examples[example];
      return one && !settled.has(one.id) ? [{ example, text: one.text, ...error }] : [];
    })
    .slice(0, ERRORS);
  return {
    stale: training.revision !== revision,
    report,
    errors,
    thresholds: training.thresholds,
    curve: training.curve,
  };
}
