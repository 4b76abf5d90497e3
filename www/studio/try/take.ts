/** Step 5, second half: the model pack, the line for the site, the labelled data. */
import { copyText } from "../../demo/copy.js";
import { el } from "../../src/dom/el.js";
import { packModel } from "../../src/pack/index.js";
import type { App, Render } from "../app.js";
import { action, checkbox, download, row, select, textField } from "../controls.js";
import { packHeader } from "./pack.js";
import { CSP, fileNameOf, snippetFor } from "./snippet.js";
import { taggerOf } from "./tagger.js";

const LICENSES = ["", "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0"];

export function mountTake(body: HTMLElement, app: App): Render {
  const { t, worker, run } = app;
  /** The embed's line, written into the page by the build. */
  const embed = document.querySelector<HTMLTemplateElement>("#snippet")!.content.textContent;
  let withTests = true;
  const about = el("div", { class: "mapping" });
  const code = el("code");
  const copied = el("span", { class: "quiet", role: "status" });
  let shown = "";

  const pack = () =>
    run(async () => {
      const [model, overview] = [await worker.model(), app.overview];
      if (!model) return undefined;
      const tagger = await taggerOf(model);
      try {
        const texts = withTests ? await worker.testTexts() : [];
        const header = packHeader(overview, tagger, texts, t.crossValidation);
        download(`${fileNameOf(overview.title)}.themelight`, await packModel(model, header));
      } finally {
        tagger.close();
      }
      return undefined;
    });

  const save = (name: string, content: () => Promise<string>) =>
    run(async () => {
      download(name, await content());
      return undefined;
    });

  return (overview) => {
    if (!overview.training) {
      shown = "";
      return body.replaceChildren();
    }
    const name = fileNameOf(overview.title);
    code.textContent = snippetFor(embed, name);
    if (shown) return;
    shown = name;
    about.replaceChildren(
      textField(t.packTitle, overview.title, (title) => run(() => worker.setAbout({ title }))),
      select(
        t.packLicense,
        LICENSES.map((one) => [one, one || t.noLicense]),
        overview.license,
        (license) => run(() => worker.setAbout({ license })),
      ),
      checkbox(t.packTests, withTests, (on) => {
        withTests = on;
      }),
    );
    body.replaceChildren(
      el("h3", {}, t.takeAway),
      about,
      row(action(t.downloadPack, () => void pack(), "button primary")),
      el("p", { class: "quiet" }, t.packHint),
      el("h3", {}, t.onYourSite),
      el(
        "ol",
        {},
        el(
          "li",
          {},
          t.stepEmbed,
          " ",
          el("a", { href: "../embed/themelight-embed.zip", download: "" }, "themelight-embed.zip"),
        ),
        el("li", {}, t.stepPack),
        el(
          "li",
          {},
          t.stepLine,
          el("pre", {}, code),
          row(
            action(t.copy, () => void copyText(code, copied, t)),
            copied,
          ),
        ),
        el("li", {}, t.stepCsp, el("pre", {}, el("code", {}, CSP))),
      ),
      el("h3", {}, t.labelledData),
      row(
        action(
          "JSON Lines",
          () =>
            void save(`${fileNameOf(app.overview.title)}.jsonl`, () => worker.exportRows("jsonl")),
        ),
        action(
          "CSV",
          () => void save(`${fileNameOf(app.overview.title)}.csv`, () => worker.exportRows("csv")),
        ),
      ),
    );
  };
}
