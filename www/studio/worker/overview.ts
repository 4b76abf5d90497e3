/** Counts and short lists of the work, for the page. */
import type { Negatives, ProjectData } from "../keep/data.js";
import { answeredExamples, isAnswered } from "../label/answers.js";
import { suggestions } from "../label/errors.js";
import type { Example, ProblemCode, Training } from "../training.js";
import { grouped } from "./draft.js";
import { paletteOf } from "./edit.js";
import type { Overview, TrainingView } from "./views.js";

/** Probable label errors that are shown at a time. */
const ERRORS = 10;

export function overviewOf(data: ProjectData, engine: Training): Overview {
  const { meta, examples, pool } = data;
  const ids = meta.themes.map(({ id }) => id);
  const answered = answeredExamples(pool, ids);
  const all = answered.length ? [...examples, ...answered] : examples;
  const checked = checkedOf(engine, examples, all);
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
    suggestedColors: paletteOf(engine).map(({ light }) => light),
    problems: grouped([
      ...checked.problems.filter(({ row, code }) => row === 0 && !isSolved(code, meta.negatives)),
      ...meta.problems.filter(({ row }) => row > 0),
    ]),
    ready,
    estimate: ready ? engine.estimate([...all], {}, checked.seconds) : undefined,
    training: trainingOf(data),
  };
}

/** Step 2 offers other paragraphs without a theme than those of the table. */
const isSolved = (code: ProblemCode, negatives: Negatives): boolean =>
  negatives !== "examples" && (code === "no-negatives" || code === "too-few-without");

type Checked = ReturnType<Training["check"]> & {
  /** The time that the check took. */
  readonly seconds: number;
};

/** The results for lists of examples that did not change since. */
const known = new WeakMap<readonly Example[], Checked>();

/** Above this number of examples, an answer in a queue is counted without checking all again. */
const MOST_CHECKED = 4000;

/** Checks the examples together with the answered texts. */
function checkedOf(
  engine: Training,
  examples: readonly Example[],
  all: readonly Example[],
): Checked {
  const list = all.length > MOST_CHECKED ? examples : all;
  let checked = known.get(list);
  if (!checked) {
    const start = performance.now();
    const found = list.length ? engine.check([...list]) : { problems: [], themes: [] };
    checked = { ...found, seconds: (performance.now() - start) / 1000 };
    known.set(list, checked);
  }
  if (list === all) return checked;
  const more = (theme: string) =>
    all.slice(list.length).filter(({ labels }) => labels.includes(theme)).length;
  const themes = checked.themes.map((one) => ({ ...one, count: one.count + more(one.id) }));
  return { ...checked, themes };
}

const isWithoutTheme = ({ labels, ignore = [] }: Example): boolean =>
  labels.length === 0 && ignore.length === 0;

function trainingOf({ meta, examples }: ProjectData): TrainingView | undefined {
  const { training, revision, confirmed } = meta;
  if (!training) return undefined;
  const { predictions: _, labelErrors, ...report } = training.report;
  const errors = suggestions(labelErrors, examples, confirmed)
    .slice(0, ERRORS)
    .map((one) => ({ ...one, text: examples[one.example]!.text }));
  return {
    stale: training.revision !== revision,
    report,
    warnings: grouped(report.warnings.filter(({ code }) => code === "not-learned")),
    errors,
    thresholds: training.thresholds,
    curve: training.curve,
  };
}
