/** Exports and imports the settings as a file. */
import { ValidationError } from "../shared/check.js";
import { packOf } from "../shared/database.js";
import { byId } from "../shared/page-dom.js";
import { BUILT_IN, settingsFrom } from "../shared/settings.js";
import { changeSettings, readSettings } from "../shared/store.js";
import { onFile } from "./chosen-file.js";
import { checkJsonSize, parseJson } from "./json.js";
import type { OptionsPage } from "./page.js";

export function showFiles(page: OptionsPage): void {
  const { t, notify, guarded } = page;
  byId("settings-export").onclick = guarded(async () => {
    save("themelight-settings.json", `${JSON.stringify(await readSettings(), null, 2)}\n`);
  });
  onFile(page, "settings-file", "settings", async (file) => {
    checkJsonSize(file.name, file.size);
    const settings = settingsFrom(parseJson(file.name, await file.text()));
    for (const [origin, { root }] of Object.entries(settings.sites)) checkSelector(origin, root);
    // The file may be from a computer with other models.
    const known = settings.model === BUILT_IN || (await packOf(settings.model));
    await changeSettings(() => (known ? settings : { ...settings, model: BUILT_IN }));
    notify(t(known ? "settingsImported" : "settingsImportedNoModel"));
  });
}

function checkSelector(origin: string, root: string | undefined): void {
  if (root === undefined) return;
  try {
    document.createDocumentFragment().querySelector(root);
  } catch {
    const found = root.slice(0, 60);
    throw new ValidationError(
      `settings.sites.${origin}.root: expected a CSS selector, found "${found}"`,
    );
  }
}

/** Downloads a text as a file. */
export function save(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  // The download has copied the bytes by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
