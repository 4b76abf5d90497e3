/** Step 1: examples. */
import { el } from "../../src/dom/el.js";
import type { App, Render } from "../app.js";
import { action, download, fileButton, keepFocus, row } from "../controls.js";
import { SAMPLES } from "../samples/index.js";
import type { Draft } from "../worker/views.js";
import { confirmation } from "./confirm.js";
import { problemList } from "./problems.js";

const ACCEPT = ".csv,.tsv,.txt,.jsonl,.json,.xlsx,.xls,.ods";

export function mountExamples(body: HTMLElement, app: App): Render {
  const { t, worker } = app;
  let draft: Draft | undefined;
  let adding = false;
  let columnsOpen = false;

  const read = async (task: () => Promise<Draft>) => {
    app.say(t.reading);
    return app.run(async () => {
      draft = await task();
      app.say("");
      return undefined;
    });
  };
  const readNew = async (task: () => Promise<Draft>) => {
    columnsOpen = false;
    await read(task);
    render(app.overview);
    if (draft) body.querySelector<HTMLElement>(".draft h3")?.focus();
  };
  /** Reads the same file in another way: the focus stays at its control. */
  const keepPlace = async (task: () => Promise<Draft>) => {
    await read(task);
    keepFocus(body, () => render(app.overview));
  };
  const openFile = (file: File) =>
    readNew(async () => worker.readFile(file.name, await file.arrayBuffer()));

  const accept = async (how: "add" | "replace") => {
    const done = await app.run(() => worker.accept(how));
    if (!done) return;
    draft = undefined;
    adding = false;
    render(app.overview);
    document.querySelector("#themes")?.scrollIntoView();
    // The next thing to do: a choice that is missing, or the training.
    const next =
      document.querySelector<HTMLElement>("#themes .notice.strong ~ fieldset input:checked") ??
      document.querySelector<HTMLElement>("#train .primary:enabled") ??
      document.querySelector<HTMLElement>("#themes h2");
    next?.focus({ preventScroll: true });
    (next?.closest("fieldset") ?? next)?.scrollIntoView({ block: "nearest" });
  };

  const paste = el("textarea", {
    rows: "5",
    "aria-label": t.pasteLabel,
    placeholder: t.pasteHint,
  });
  const pasteForm = el(
    "form",
    {
      class: "paste",
      hidden: "",
      submit: (event) => {
        event.preventDefault();
        if (paste.value.trim()) void readNew(() => worker.readText(t.pasted, paste.value));
      },
    },
    paste,
    row(el("button", { class: "button primary" }, t.readPasted)),
  );

  const drop = el(
    "div",
    {
      class: "drop",
      dragover: (event) => {
        event.preventDefault();
        drop.classList.add("over");
      },
      dragleave: () => drop.classList.remove("over"),
      drop: (event) => {
        event.preventDefault();
        drop.classList.remove("over");
        const file = (event as DragEvent).dataTransfer?.files[0];
        if (file) void openFile(file);
      },
    },
    el("p", {}, t.dropHere),
    row(
      fileButton(t.chooseFile, ACCEPT, openFile, "button primary"),
      action(t.paste, () => {
        pasteForm.hidden = !pasteForm.hidden;
        if (!pasteForm.hidden) paste.focus();
      }),
      action(t.trySample, () =>
        readNew(() => worker.readText(SAMPLES[app.lang].name, SAMPLES[app.lang].text)),
      ),
    ),
    el("p", { class: "quiet" }, t.formats),
    pasteForm,
  );

  const draftView = (shown: Draft) =>
    confirmation(app, shown, {
      columnsOpen,
      openColumns: (open) => {
        columnsOpen = open;
      },
      chooseSheet: (sheet) => void keepPlace(() => worker.chooseSheet(sheet)),
      remap: (hints) => void keepPlace(() => worker.remap(hints)),
      accept,
      rejected: async () => {
        await app.run(async () => {
          download(t.rejectedFile, await worker.rejectedRows(t.reasons));
          return undefined;
        });
      },
      discard: () => {
        draft = undefined;
        render(app.overview);
      },
    });

  const summary = () => {
    const { overview } = app;
    return [
      el("p", { class: "lead" }, t.examplesSummary(overview.examples, overview.withoutTheme)),
      ...(overview.pool ? [el("p", {}, t.poolSummary(overview.pool, overview.answered))] : []),
      problemList(t, overview.problems, overview.themes),
      row(
        action(t.addMore, () => {
          adding = true;
          render(app.overview);
          drop.querySelector("button")?.focus();
        }),
      ),
    ];
  };

  function render(overview: typeof app.overview) {
    if (draft) return body.replaceChildren(draftView(draft));
    const some = overview.examples > 0 || overview.pool > 0;
    body.replaceChildren(...(some ? summary() : []), ...(some && !adding ? [] : [drop]));
  }
  return render;
}
