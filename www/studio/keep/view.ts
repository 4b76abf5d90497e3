/** The work as a file, and a fresh start. */
import type { App, Render } from "../app.js";
import { action, download, fileButton, row } from "../controls.js";
import { fileNameOf } from "../try/snippet.js";

export function mountKeep(body: HTMLElement, app: App): Render {
  const { t, worker, run } = app;
  let asked = false;
  const clear = action(t.startOver, async () => {
    if (!asked) {
      asked = true;
      clear.textContent = t.reallyStartOver;
      return;
    }
    await run(() => worker.clear());
    document.querySelector<HTMLElement>("#examples h2")?.focus();
  });
  clear.addEventListener("blur", () => {
    asked = false;
    clear.textContent = t.startOver;
  });
  const save = action(t.saveProject, async () => {
    await run(async () => {
      download(`${fileNameOf(app.overview.title)}.studio.json`, await worker.saveFile());
      return undefined;
    });
  });
  const open = fileButton(t.openProject, ".json", async (file) => {
    await run(async () => worker.openFile(file.name, await file.text()));
  });
  // Until the work is loaded there is nothing to save.
  save.hidden = clear.hidden = true;
  body.replaceChildren(row(save, open, clear));
  return ({ examples, pool }) => {
    save.hidden = clear.hidden = examples + pool === 0;
  };
}
