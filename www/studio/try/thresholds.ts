/** Sliders for the thresholds, with what each position means. */
import { el } from "../../src/dom/el.js";
import type { App } from "../app.js";
import { action, row } from "../controls.js";
import { nameIn } from "../results/view.js";
import type { ThemeReport } from "../training.js";
import type { Overview } from "../worker/views.js";

interface Actions {
  /** A slider moves. */
  move(): void;
  /** A slider was released. */
  settle(): void;
}

/** Changes `thresholds` in place. */
export function thresholdRows(
  app: App,
  overview: Overview,
  thresholds: Record<string, number>,
  { move, settle }: Actions,
): HTMLElement {
  const { t } = app;
  const reports = overview.training!.report.themes;
  const rows = reports.map((report) => {
    const { id } = report;
    const name = nameIn(app, overview, id);
    const meaning = el("span", { class: "quiet" });
    const value = el("output");
    const slider = el("input", {
      type: "range",
      min: "2",
      max: "98",
      "aria-label": t.thresholdOf(name),
      input: () => {
        thresholds[id] = Number(slider.value) / 100;
        describe();
        move();
      },
      change: settle,
    });
    const describe = () => {
      value.textContent = t.percent(thresholds[id]!);
      meaning.textContent = report.judged
        ? t.atThreshold(...measuredAt(report, thresholds[id]!))
        : "";
    };
    slider.value = String(Math.round(thresholds[id]! * 100));
    describe();
    return el(
      "div",
      { class: "threshold" },
      el("b", {}, name),
      slider,
      value,
      el("span", { "data-count": id }),
      meaning,
    );
  });
  const reset = action(t.resetThresholds, () => {
    for (const { id, threshold } of reports) thresholds[id] = threshold;
    settle();
    const fresh = thresholdRows(app, overview, thresholds, { move, settle });
    view.replaceWith(fresh);
    fresh.querySelector("button")?.focus();
    move();
  });
  const view: HTMLElement = el(
    "div",
    { class: "thresholds" },
    el("h3", {}, t.thresholds),
    el("p", {}, t.thresholdsHint),
    ...rows,
    row(reset),
  );
  return view;
}

/** Returns how many of ten marked ones are right, and how many of ten are found. */
function measuredAt({ curve }: ThemeReport, threshold: number): [right: number, found: number] {
  const nearest = curve.reduce((best, one) =>
    Math.abs(one.threshold - threshold) < Math.abs(best.threshold - threshold) ? one : best,
  );
  return [Math.round(nearest.precision * 10), Math.round(nearest.recall * 10)];
}
