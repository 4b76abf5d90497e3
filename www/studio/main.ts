/** The studio: five steps on one page; the work itself is in a worker. */
import { el } from "../src/dom/el.js";
import type { App, Render } from "./app.js";
import { action } from "./controls.js";
import { mountExamples } from "./import/view.js";
import { mountKeep } from "./keep/view.js";
import { mountResults } from "./results/view.js";
import { TEXTS } from "./texts/index.js";
import { mountThemes } from "./themes/view.js";
import { mountTrain } from "./train/view.js";
import { preloaded } from "./try/tagger.js";
import { mountTake } from "./try/take.js";
import { mountTry } from "./try/view.js";
import type { Project } from "./worker/project.js";
import { connect, type StudioError, startWorker } from "./worker/rpc.js";
import type { Overview, StudioEvent } from "./worker/views.js";

const lang = document.documentElement.lang === "en" ? "en" : "vi";
const t = TEXTS[lang];
const find = (selector: string) => document.querySelector<HTMLElement>(selector)!;
const status = find("#status");

/** Errors after which nothing on the page works. */
const UNSTARTED: ReadonlySet<string> = new Set(["not-loaded", "worker"]);
/** Milliseconds of loading without a message: fast connections show none. */
const PATIENCE = 400;

const listeners: ((event: StudioEvent) => void)[] = [];
const worker = startWorker(new URL("./worker.js", import.meta.url), (error) => fail(error));
const { remote, fail } = connect<Project, StudioEvent>(worker, (event) => {
  for (const listener of listeners) listener(event);
});

/** Starts a trainer and connects the project to it. */
function startTrainer(): { readonly worker: Worker; readonly loaded: Promise<void> } {
  const { port1, port2 } = new MessageChannel();
  const started = startWorker(
    new URL("./trainer.js", import.meta.url),
    // Without the project, its own error is shown.
    (error) => void remote.failTrainer(error.message).catch(() => {}),
  );
  started.postMessage(port1, [port1]);
  return { worker: started, loaded: remote.takeTrainer(port2) };
}
let trainer = startTrainer();

let overview: Overview;
const app: App = {
  t,
  lang,
  worker: remote,
  get overview() {
    return overview;
  },
  async run(task) {
    try {
      const next = await task();
      status.removeAttribute("data-state");
      if (next) show(next);
      return true;
    } catch (cause) {
      const { code, message, params } = cause as StudioError;
      if (code === "stopped") app.say(t.stopped);
      else {
        status.dataset.state = "error";
        status.textContent = t.errors[code]?.({ ...params, message }) ?? t.failed(message);
        if (UNSTARTED.has(code))
          status.append(
            " ",
            action(t.retry, () => location.reload()),
          );
      }
      return false;
    }
  },
  say(message) {
    status.removeAttribute("data-state");
    status.textContent = message;
  },
  onEvent: (listener) => listeners.push(listener),
};

/** Where the work is kept. While the training code loads on a slow connection: how far that is. */
const kept = find("#kept");
let keptText = t.kept;
const bar = el("progress", { "aria-label": t.loading });
const loading = setTimeout(() => kept.replaceChildren(t.loading, " ", bar), PATIENCE);
function showKept(): void {
  clearTimeout(loading);
  kept.textContent = keptText;
}
app.onEvent((event) => {
  if (event.type === "loading") bar.value = event.share;
  if (event.type === "trainer-stopped") {
    trainer.worker.terminate();
    trainer = startTrainer();
  }
  if (event.type !== "unkept") return;
  keptText = t.unkept[event.why];
  if (!bar.isConnected) kept.textContent = keptText;
});

const renders: Render[] = [
  mountKeep(find("#keep"), app),
  mountExamples(find("#examples .body"), app),
  mountThemes(find("#themes .body"), app),
  mountTrain(find("#train .body"), app),
  mountResults(find("#results .body"), app),
  mountTry(find("#try .body"), app),
  mountTake(find("#take"), app),
];

function show(next: Overview): void {
  overview = next;
  for (const render of renders) render(next);
}

kept.textContent = keptText;
const started = app.run(() => remote.overview()).then(showKept);
// With the page: no request follows.
void Promise.allSettled([started, preloaded, trainer.loaded]).then(() => {
  document.documentElement.dataset.ready = "";
});
