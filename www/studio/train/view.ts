/** Step 3: training. */
import { el } from "../../src/dom/el.js";
import type { App, Render } from "../app.js";
import { action, row } from "../controls.js";
import type { Overview } from "../worker/views.js";
import { secondsLeft } from "./time.js";

export function mountTrain(body: HTMLElement, app: App): Render {
  const { t, worker } = app;
  const bar = el("progress", { max: "1", "aria-label": t.progress });
  const left = el("output", { class: "quiet" });
  const running = el(
    "div",
    { class: "running" },
    bar,
    row(
      left,
      action(t.stop, () => worker.stop()),
    ),
  );
  const start = action(t.train, () => void train(), "button primary");
  const hint = el("p", {});
  let began: number | undefined;

  app.onEvent((event) => {
    if (event.type !== "progress" || began === undefined) return;
    bar.value = event.fraction;
    left.textContent = t.timeLeft(
      secondsLeft(event.fraction, (performance.now() - began) / 1000),
      t.stages[event.stage],
    );
  });

  async function train(): Promise<void> {
    began = performance.now();
    bar.removeAttribute("value");
    left.textContent = t.starting;
    render(app.overview);
    running.querySelector("button")?.focus({ preventScroll: true });
    const done = await app.run(() => worker.train());
    began = undefined;
    render(app.overview);
    if (done) {
      app.say(t.trained);
      document.querySelector<HTMLElement>("#results h2")?.focus({ preventScroll: true });
      document.querySelector("#results")?.scrollIntoView();
    } else start.focus({ preventScroll: true });
  }

  function render(overview: Overview) {
    if (began !== undefined) return body.replaceChildren(running);
    const { examples, themes, estimate, training } = overview;
    start.disabled = !overview.ready;
    start.textContent = training ? t.trainAgain : t.train;
    hint.textContent = !examples
      ? t.examplesFirst
      : overview.ready && estimate
        ? t.estimate(estimate.seconds, estimate.megabytes)
        : "";
    const missing = themes.flatMap((theme) => {
      const name = theme.name[app.lang] ?? theme.id;
      return [
        ...(theme.needed ? [t.missing(name, theme.needed)] : []),
        ...(theme.neededWithout ? [t.missingWithout(name, theme.neededWithout)] : []),
      ];
    });
    body.replaceChildren(
      hint,
      ...(missing.length
        ? [el("ul", { class: "missing" }, ...missing.map((one) => el("li", {}, one)))]
        : []),
      ...(training?.stale ? [el("p", { class: "notice" }, t.stale)] : []),
      row(start),
    );
  }
  return render;
}
