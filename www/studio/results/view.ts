/** Step 4: results, in words first. */
import { el } from "../../src/dom/el.js";
import type { App, Render } from "../app.js";
import { action, row } from "../controls.js";
import { problemList } from "../import/problems.js";
import { mountLabel } from "../label/view.js";
import type { LabelErrorView, Overview, TrainingView } from "../worker/views.js";
import { curveChart, learningChart } from "./chart.js";
import { sentences } from "./words.js";

/** Telling words that are shown of a theme. */
const WORDS = 12;

export function mountResults(body: HTMLElement, app: App): Render {
  const { t } = app;
  const themes = el("div", { class: "cards" });
  const errors = el("div");
  const more = el("div");
  const label = el("div");
  const renderLabel = mountLabel(label, app);
  let shown: TrainingView["report"] | undefined;

  return (overview) => {
    const { training } = overview;
    if (!training) {
      shown = undefined;
      return body.replaceChildren(el("p", { class: "quiet" }, t.noResultsYet));
    }
    // Open details stay open while the report is the same.
    if (JSON.stringify(shown) !== JSON.stringify(training.report)) {
      shown = training.report;
      themes.replaceChildren(...training.report.themes.map((theme) => card(app, overview, theme)));
    }
    errors.replaceChildren(...errorList(app, overview, training.errors));
    more.replaceChildren(...learning(app, overview, training));
    renderLabel(overview);
    body.replaceChildren(
      el("p", {}, t.howMeasured(training.report.paragraphs, training.report.nearDuplicates)),
      ...(training.stale ? [el("p", { class: "notice" }, t.stale)] : []),
      problemList(t, training.warnings, overview.themes),
      themes,
      row(el("a", { class: "button primary", href: "#try-title" }, t.tryOnArticle)),
      errors,
      label,
      more,
    );
  };
}

type ThemeReport = TrainingView["report"]["themes"][number];

export const nameIn = ({ lang }: App, { themes }: Overview, id: string): string =>
  themes.find((theme) => theme.id === id)?.name[lang] ?? id;

function card(app: App, overview: Overview, report: ThemeReport): HTMLElement {
  const { t } = app;
  const words = (title: string, list: ThemeReport["words"]) =>
    list.length
      ? [
          el(
            "p",
            { class: "words" },
            el("b", {}, `${title} `),
            list
              .slice(0, WORDS)
              .map(({ ngram }) => ngram)
              .join(" · "),
          ),
        ]
      : [];
  const confused = report.confusedWith.slice(0, 3);
  return el(
    "article",
    { class: "card", "data-theme": report.id },
    el("h3", {}, nameIn(app, overview, report.id)),
    ...sentences(t, report).map((text) => el("p", {}, text)),
    ...(confused.length
      ? [
          el(
            "p",
            {},
            t.confusedWith(confused.map(({ id, count }) => [nameIn(app, overview, id), count])),
          ),
        ]
      : []),
    ...words(t.tellingWords, report.words),
    el(
      "details",
      {},
      el("summary", {}, t.curves),
      ...(report.judged ? [curveChart(t, report)] : [el("p", {}, t.noCurve)]),
      ...words(t.wordsAgainst, report.wordsAgainst),
    ),
  );
}

function errorList(app: App, overview: Overview, errors: readonly LabelErrorView[]): HTMLElement[] {
  const { t, worker, run } = app;
  if (!errors.length) return [];
  const names = (ids: readonly string[]) =>
    ids.length ? ids.map((id) => nameIn(app, overview, id)).join(", ") : t.noTheme;
  const settle = async (error: LabelErrorView, suggested: boolean, index: number) => {
    await run(() => worker.settle(error.example, suggested));
    // The next one takes the place of the settled one.
    const next = document.querySelectorAll<HTMLElement>("#label-errors li button:first-child");
    (
      next[index] ??
      next[index - 1] ??
      document.querySelector<HTMLElement>("#train .primary")
    )?.focus();
  };
  return [
    el("h3", {}, t.labelErrors),
    el("p", {}, t.labelErrorsHint),
    el(
      "ul",
      { class: "errors", id: "label-errors" },
      ...errors.map((error, i) =>
        el(
          "li",
          {},
          el("blockquote", {}, error.text),
          el("p", {}, t.labelError(names(error.labels), names(error.suggested))),
          row(
            action(t.acceptSuggestion, () => void settle(error, true, i), "button primary"),
            action(t.keepLabel, () => void settle(error, false, i)),
          ),
        ),
      ),
    ),
  ];
}

function learning(app: App, overview: Overview, { curve }: TrainingView): HTMLElement[] {
  const { t, worker } = app;
  const head = el("h3", {}, t.moreExamples);
  if (!curve) {
    const start = action(t.measureCurve, async () => {
      start.disabled = true;
      start.textContent = t.measuringCurve;
      stop.hidden = false;
      if (await app.run(() => worker.learningCurve())) return;
      start.disabled = false;
      start.textContent = t.measureCurve;
      stop.hidden = true;
    });
    const stop = action(t.stop, () => worker.stop());
    stop.hidden = true;
    return [head, el("p", {}, t.curveHint), row(start, stop)];
  }
  const advice = curve.advice.map(({ theme, helps }) =>
    el("li", {}, t.advice(nameIn(app, overview, theme), helps)),
  );
  return [head, el("ul", {}, ...advice), learningChart(t, curve)];
}
