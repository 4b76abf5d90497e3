/** The corrections for the model in use: list, undo, export, delete. */
import { entryOf } from "../shared/check.js";
import {
  type Correction,
  correct,
  corrections,
  dropCorrections,
  NO_ORIGIN,
  type UnreadableRecord,
} from "../shared/database.js";
import { labelledLines } from "../shared/labelled.js";
import type { Inspected } from "../shared/messages.js";
import { byId } from "../shared/page-dom.js";
import type { Settings } from "../shared/settings.js";
import { save } from "./files.js";
import { make, type OptionsPage } from "./page.js";

/** Maximum number of corrections in the list. The export has all of them. */
const SHOWN = 50;

/** Shows the corrections. Returns the unreadable records of all models. */
export async function showCorrections(
  page: OptionsPage,
  settings: Settings,
  themes: Inspected["themes"],
): Promise<readonly UnreadableRecord[]> {
  const { t, guarded } = page;
  const { model } = settings;
  const { values: all, unreadable } = await corrections(model);
  const again = () => showCorrections(page, settings, themes);
  byId("corrections-count").textContent = all.length
    ? t("correctionsCount", all.length)
    : t("noCorrections");
  byId("corrections").replaceChildren(...all.slice(0, SHOWN).flatMap(rows));
  const exports = byId<HTMLButtonElement>("corrections-export");
  const clear = byId<HTMLButtonElement>("corrections-clear");
  exports.disabled = clear.disabled = !all.length;
  exports.onclick = guarded(async () => {
    save(
      "themelight-corrections.jsonl",
      await labelledLines(
        all,
        themes.map(({ id }) => id),
      ),
    );
  });
  clear.onclick = guarded(async () => {
    if (!confirm(t("correctionsClearSure", all.length))) return;
    await dropCorrections(model);
    await again();
  });

  return unreadable;

  function rows({ origin, text, verdicts }: Correction): HTMLElement[] {
    return Object.entries(verdicts).map(([theme, yes]) => {
      const lang = document.documentElement.lang;
      const names = themes.find(({ id }) => id === theme)?.name;
      const name = entryOf(names, lang) ?? entryOf(names, "vi") ?? theme;
      const undo = make("button", "link", t("undo"));
      undo.onclick = guarded(async () => {
        await correct({ model, origin, text }, theme, null);
        await again();
      });
      const row = make("li", "");
      row.append(
        make("span", "text", text.slice(0, 300)),
        make("span", "quiet", siteName(origin, t)),
        make("span", "quiet", t(yes ? "verdictYes" : "verdictNo", name)),
        undo,
      );
      return row;
    });
  }
}

/** Returns the name of a correction's site. */
function siteName(origin: string, t: OptionsPage["t"]): string {
  if (origin === NO_ORIGIN) return t("siteUnknown");
  return URL.canParse(origin) ? new URL(origin).host || t("siteFile") : origin;
}
