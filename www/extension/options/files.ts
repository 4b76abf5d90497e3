/** Settings as a file, out and in. */

import { pack } from "../shared/database.js";
import { byId } from "../shared/page-dom.js";
import { BUILT_IN, settingsFrom } from "../shared/settings.js";
import { changeSettings, readSettings } from "../shared/store.js";
import type { OptionsPage } from "./options.js";

export function showFiles({ t, tell, guarded }: OptionsPage): void {
  byId("settings-export").onclick = guarded(async () => {
    save("themelight-settings.json", `${JSON.stringify(await readSettings(), null, 2)}\n`);
  });
  const input = byId<HTMLInputElement>("settings-file");
  input.onchange = guarded(async () => {
    const file = input.files?.[0];
    if (!file) return;
    const text = await file.text();
    input.value = "";
    const settings = settingsFrom(parsed(text, file.name));
    for (const [origin, { root }] of Object.entries(settings.sites)) checkSelector(origin, root);
    // The file may come from a computer with other models.
    const known = settings.model === BUILT_IN || (await pack(settings.model));
    await changeSettings(() => (known ? settings : { ...settings, model: BUILT_IN }));
    tell(t(known ? "settingsImported" : "settingsImportedNoModel"));
  });
}

function checkSelector(origin: string, root: string | undefined): void {
  if (root === undefined) return;
  try {
    document.createDocumentFragment().querySelector(root);
  } catch {
    throw new Error(`settings.sites.${origin}.root: expected a CSS selector, found "${root}"`);
  }
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${name} is not JSON (${(cause as Error).message}).`);
  }
}

/** Hands the reader a file, as a download. */
export function save(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  // The download has its own hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
