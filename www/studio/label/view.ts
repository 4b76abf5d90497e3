/** Labelling more: one text at a time, from one of three queues. */
import { el } from "../../src/dom/el.js";
import type { App, Render } from "../app.js";
import { action, checkbox, row, select } from "../controls.js";
import { unlabelledButton } from "../import/unlabelled.js";
import type { Answer } from "../keep/data.js";
import type { Overview, QueueItem, QueueKind } from "../worker/views.js";

export function mountLabel(body: HTMLElement, app: App): Render {
  const { t, worker, run } = app;
  let kind: QueueKind = "doubtful";
  let theme = "";
  let queue: QueueItem[] | undefined;
  const question = el("div", { class: "question" });
  const controls = el("div", { class: "mapping" });

  const load = () =>
    run(async () => {
      queue = await worker.queue(kind, theme);
      ask(app.overview);
      return undefined;
    });

  const answer = async (answers: Record<string, Answer> | "unusable") => {
    const item = queue?.[0];
    if (!item) return;
    queue = queue?.slice(1);
    await run(() => worker.answer(item.index, answers, kind === "random"));
    ask(app.overview);
    question.querySelector<HTMLElement>("button")?.focus();
  };

  function ask(overview: Overview) {
    const item = queue?.[0];
    if (!item) {
      question.replaceChildren(
        el("p", {}, t.queueEmpty),
        row(action(t.loadQueue, () => void load())),
      );
      return;
    }
    question.replaceChildren(
      el("blockquote", {}, item.text),
      ...(kind === "random" ? everyTheme(overview) : oneTheme(overview)),
    );
  }

  const oneTheme = (overview: Overview) => [
    el("p", {}, t.isAbout(overview.themes.find(({ id }) => id === theme)?.name[app.lang] ?? theme)),
    row(
      action(t.yes, () => void answer({ [theme]: "yes" }), "button primary"),
      action(t.no, () => void answer({ [theme]: "no" }), "button primary"),
      action(t.unsure, () => void answer({ [theme]: "unsure" })),
      action(t.unusable, () => void answer("unusable")),
    ),
  ];

  // A random text measures the model, so it needs an answer for every theme.
  const everyTheme = ({ themes }: Overview) => {
    const chosen = new Set<string>();
    const boxes = themes.map(({ id, name }) =>
      checkbox(name[app.lang] ?? id, false, (on) => {
        if (on) chosen.add(id);
        else chosen.delete(id);
        done.textContent = chosen.size ? t.theseThemes : t.noThemeHere;
      }),
    );
    const all = (value: (id: string) => Answer) =>
      Object.fromEntries(themes.map(({ id }) => [id, value(id)]));
    const done = action(
      t.noThemeHere,
      () => void answer(all((id) => (chosen.has(id) ? "yes" : "no"))),
      "button primary",
    );
    return [
      el("fieldset", { class: "radios" }, el("legend", {}, t.whichThemes), ...boxes),
      row(
        done,
        action(t.unsure, () => void answer(all(() => "unsure"))),
        action(t.unusable, () => void answer("unusable")),
      ),
    ];
  };

  const kinds = (["doubtful", "weakest", "random"] as const).map(
    (one) => [one, t.queueKinds[one]] as const,
  );
  let shown = "";
  return (overview) => {
    const open = overview.pool - overview.answered;
    const key = JSON.stringify([open > 0, overview.themes.map(({ id, name }) => [id, name])]);
    if (key === shown) return;
    shown = key;
    theme = overview.themes.some(({ id }) => id === theme) ? theme : (overview.themes[0]?.id ?? "");
    const themeSelect = select(
      t.themeOfQueue,
      overview.themes.map(({ id, name }) => [id, name[app.lang] ?? id]),
      theme,
      (value) => {
        theme = value;
        void load();
      },
    );
    controls.replaceChildren(
      select(t.queueKind, kinds, kind, (value) => {
        kind = value as QueueKind;
        themeSelect.hidden = kind === "random";
        hint.textContent = t.queueHints[kind];
        void load();
      }),
      themeSelect,
    );
    const hint = el("p", { class: "quiet" }, t.queueHints[kind]);
    queue = undefined;
    question.replaceChildren(row(action(t.startLabelling, () => void load(), "button primary")));
    body.replaceChildren(
      el("h3", {}, t.labelMore),
      ...(open > 0
        ? [controls, hint, question]
        : [el("p", {}, t.noPool), row(unlabelledButton(app))]),
    );
  };
}
