/** Step 5, first half: an article with the marks that readers will see. */

import type { PageHandle } from "../../src/api/handle.js";
import { attach } from "../../src/attach.js";
import { el } from "../../src/dom/el.js";
import type { Tagger } from "../../src/engine/types.js";
import type { App, Render } from "../app.js";
import { action, fileButton, row } from "../controls.js";
import { decode } from "../import/decode.js";
import { SAMPLES } from "../samples/index.js";
import type { Overview } from "../worker/views.js";
import { blocksOf } from "./blocks.js";
import { AdjustedTagger, taggerOf } from "./tagger.js";
import { thresholdRows } from "./thresholds.js";

export function mountTry(body: HTMLElement, app: App): Render {
  const { t, worker, run } = app;
  const box = el("textarea", { rows: "6", "aria-label": t.tryLabel, placeholder: t.tryHint });
  const article = el("article", { class: "try", lang: app.lang });
  const status = el("p", { class: "status", role: "status" });
  const sliders = el("div");
  let tagger: Tagger | undefined;
  let page: PageHandle | undefined;
  let thresholds: Record<string, number> = {};
  /** What the tagger was made from. */
  let loaded = "";

  const form = el(
    "form",
    {
      submit: (event) => {
        event.preventDefault();
        void show();
      },
    },
    box,
    row(
      el("button", { class: "button primary" }, t.mark),
      fileButton(t.openArticle, ".html,.htm,.txt", async (file) => {
        box.value = decode(new Uint8Array(await file.arrayBuffer())).text;
        await show();
      }),
      action(t.sampleArticle, () => {
        box.value = SAMPLES[app.lang].article;
        void show();
      }),
    ),
  );

  async function show() {
    const blocks = blocksOf(box.value);
    if (!blocks.length) {
      status.textContent = t.nothingToTry;
      return box.focus();
    }
    article.replaceChildren(...blocks.map(({ tag, text }) => el(tag, {}, text)));
    await mark();
  }

  async function mark() {
    page?.destroy();
    if (!tagger || !article.firstChild) return;
    const adjusted = new AdjustedTagger(tagger, thresholds);
    page = attach(adjusted, { root: article, lang: app.lang, keys: false, strip: false });
    const current = page;
    await page.done;
    if (page !== current) return;
    const counts = new Map<string, number>();
    let marked = 0;
    for (const { tagging } of page.paragraphs) {
      if (tagging?.themes.length) marked++;
      for (const { theme } of tagging?.themes ?? [])
        counts.set(theme, (counts.get(theme) ?? 0) + 1);
    }
    status.textContent = page.paragraphs.length
      ? t.tried(page.paragraphs.length, marked)
      : t.tooShort;
    for (const output of sliders.querySelectorAll<HTMLElement>("[data-count]")) {
      output.textContent = t.markedHere(counts.get(output.dataset.count!) ?? 0);
    }
  }

  /** Makes a tagger of the model with its current names, colours and thresholds. */
  async function reload(overview: Overview) {
    const model = await worker.model();
    if (!model) return;
    const next = await taggerOf(model);
    page?.destroy();
    page = undefined;
    tagger?.close();
    tagger = next;
    const models = overview.training!.report.themes;
    thresholds = Object.fromEntries(
      models.map(({ id, threshold }) => [id, overview.training!.thresholds[id] ?? threshold]),
    );
    sliders.replaceChildren(
      thresholdRows(app, overview, thresholds, {
        move: () => void mark(),
        settle: () => void run(() => worker.setThresholds(thresholds)),
      }),
    );
    if (!box.value && isSample(overview.title)) box.value = SAMPLES[app.lang].article;
    if (box.value) await show();
  }

  return (overview) => {
    const { training, themes } = overview;
    if (!training) {
      loaded = "";
      page?.destroy();
      article.replaceChildren();
      return body.replaceChildren(el("p", { class: "quiet" }, t.noResultsYet));
    }
    if (!form.isConnected) {
      body.replaceChildren(el("p", {}, t.tryLead), form, status, article, sliders);
    }
    const key = JSON.stringify([
      training.report,
      themes.map(({ id, name, color }) => [id, name, color]),
    ]);
    if (key === loaded) return;
    loaded = key;
    void run(async () => {
      await reload(overview);
      return undefined;
    });
  };
}

const isSample = (title: string): boolean =>
  Object.values(SAMPLES).some(({ name }) => name === `${title}.csv`);
