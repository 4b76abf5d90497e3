/** The options page: each part shows what is stored and changes it; nothing waits for a “save”. */
import { messageOf } from "../../src/engine/error.js";
import { ownLang, translate, translator } from "../shared/i18n.js";
import { byId } from "../shared/page-dom.js";
import type { Settings } from "../shared/settings.js";
import { changeSettings, Full, onSettings, readSettings } from "../shared/store.js";
import { showCorrections } from "./corrections.js";
import { showFiles } from "./files.js";
import { showModels } from "./models.js";
import { showSites } from "./sites.js";
import { showThemes } from "./themes.js";

const { lang } = await readSettings();
const t = translator(lang);
document.documentElement.lang = ownLang(lang);
document.title = `Themelight: ${t("options")}`;
translate(document, t);

/** What went well or wrong, above everything until the next thing. */
function tell(text: string, wrong = false): void {
  const notice = byId("notice");
  notice.hidden = false;
  notice.textContent = text;
  notice.classList.toggle("wrong", wrong);
}

/** Runs what a press asks for; a failure is told in the reader's words. */
const guarded =
  <A extends unknown[]>(work: (...args: A) => Promise<unknown>) =>
  (...args: A): void => {
    work(...args).catch((cause: unknown) => tell(cause instanceof Full ? t("full") : messageOf(cause), true));
  };

const page = { t, tell, guarded };
export type OptionsPage = typeof page;

for (const name of ["lang", "legend"] as const) {
  const select = byId<HTMLSelectElement>(name);
  select.onchange = guarded(async () => {
    await changeSettings((old) => ({ ...old, [name]: select.value }));
    if (name === "lang") location.reload();
  });
}
for (const name of ["cues", "strip", "keys"] as const) {
  const box = byId<HTMLInputElement>(name);
  box.onchange = guarded(() => changeSettings((old) => ({ ...old, [name]: box.checked })));
}

async function show(settings: Settings): Promise<void> {
  // The parts are built anew; whoever works by keyboard stays where they were.
  const { key } = (document.activeElement as HTMLElement | null)?.dataset ?? {};
  for (const name of ["lang", "legend"] as const) byId<HTMLSelectElement>(name).value = settings[name];
  for (const name of ["cues", "strip", "keys"] as const)
    byId<HTMLInputElement>(name).checked = settings[name];
  const themes = await showModels(page, settings);
  showThemes(page, settings, themes);
  await showSites(page, settings);
  await showCorrections(page, settings, themes);
  if (key) document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

showFiles(page);
const again = guarded(async () => show(await readSettings()));
onSettings(again);
chrome.permissions.onAdded.addListener(again);
chrome.permissions.onRemoved.addListener(again);
// Corrections are made on other pages; what is shown here is looked up again when the reader comes back.
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
again();
