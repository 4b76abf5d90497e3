/** The reader's corrections under the model in use: to look through, take back, carry away, or delete. */
import { type Correction, corrections, dropCorrections, judge } from "../shared/database.js";
import { labelledLines } from "../shared/labelled.js";
import type { Inspected } from "../shared/messages.js";
import { byId } from "../shared/page-dom.js";
import type { Settings } from "../shared/settings.js";
import { save } from "./files.js";
import type { OptionsPage } from "./options.js";

/** The rest is in the export; a list of thousands is read by nobody. */
const SHOWN = 50;

export async function showCorrections(
  page: OptionsPage,
  settings: Settings,
  themes: Inspected["themes"],
): Promise<void> {
  const { t, guarded } = page;
  const { model } = settings;
  const all = await corrections(model);
  const again = () => showCorrections(page, settings, themes);
  byId("corrections-count").textContent = all.length ? t("correctionsCount", all.length) : t("noCorrections");
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

  function rows({ text, verdicts }: Correction): HTMLElement[] {
    return Object.entries(verdicts).map(([theme, yes]) => {
      const row = document.createElement("li");
      const words = document.createElement("span");
      words.className = "text";
      words.textContent = text;
      const said = document.createElement("span");
      said.className = "quiet";
      const names = themes.find(({ id }) => id === theme)?.name;
      said.textContent = t(
        yes ? "saidYes" : "saidNo",
        names?.[document.documentElement.lang] ?? names?.vi ?? theme,
      );
      const undo = document.createElement("button");
      undo.className = "link";
      undo.textContent = t("undo");
      undo.onclick = guarded(async () => {
        await judge(model, text, theme, null);
        await again();
      });
      row.append(words, said, undo);
      return row;
    });
  }
}
