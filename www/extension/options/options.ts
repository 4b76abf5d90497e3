/** The options page. Every change is stored at once. */
import { ownLang, translate, translator } from "../shared/i18n.js";
import { byId } from "../shared/page-dom.js";
import { readStored } from "../shared/settings.js";
import { changeSettings, inspectSettings, onSettings, readSettings } from "../shared/store.js";
import { showCorrections } from "./corrections.js";
import { failureOf } from "./failure.js";
import { showFiles } from "./files.js";
import { showModels } from "./models.js";
import { noticeOf } from "./notice.js";
import type { OptionsPage } from "./page.js";
import { showSites } from "./sites.js";
import { showThemes } from "./themes.js";
import { showUnreadable } from "./unreadable.js";

const { lang } = await readSettings();
const t = translator(lang);
document.documentElement.lang = ownLang(lang);
document.title = `Themelight: ${t("options")}`;
translate(document, t);

const notify = noticeOf();

const failed = (cause: unknown, run: () => void): void =>
  notify(failureOf(t, cause), { name: t("retry"), run });

const page: OptionsPage = {
  t,
  notify,
  guarded: (work) => {
    const run = (...args: Parameters<typeof work>): void =>
      void work(...args).catch((cause: unknown) => failed(cause, () => run(...args)));
    return run;
  },
};
const { guarded } = page;

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

/** Shows the stored values. A part that fails shows its error; the others work. */
async function show(): Promise<void> {
  const attempt = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      failed(cause, again);
      return otherwise;
    }
  };
  // Rebuilds the parts and restores the keyboard focus.
  const { key } = (document.activeElement as HTMLElement | null)?.dataset ?? {};
  const { settings, unreadable } = await attempt(inspectSettings, readStored(undefined));
  for (const name of ["lang", "legend"] as const)
    byId<HTMLSelectElement>(name).value = settings[name];
  for (const name of ["cues", "strip", "keys"] as const)
    byId<HTMLInputElement>(name).checked = settings[name];
  const models = await attempt(() => showModels(page, settings), { themes: [], unreadable: [] });
  await attempt(async () => showThemes(page, settings, models.themes), undefined);
  await attempt(() => showSites(page, settings), undefined);
  const corrections = await attempt(() => showCorrections(page, settings, models.themes), []);
  showUnreadable(page, unreadable, [...models.unreadable, ...corrections], again);
  if (key) document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

showFiles(page);
/** Runs in sequence, so that an earlier state never replaces a later one. */
let shown = Promise.resolve();
const again = guarded(() => {
  shown = shown.then(show);
  return shown;
});
onSettings(() => again());
chrome.permissions.onAdded.addListener(() => again());
chrome.permissions.onRemoved.addListener(() => again());
// Updates the corrections, which other pages change, when this page becomes visible.
document.addEventListener(
  "visibilitychange",
  () => document.visibilityState === "visible" && again(),
);
again();
