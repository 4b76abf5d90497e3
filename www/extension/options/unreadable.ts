/**
 * Unreadable stored values, each with a button to remove it.
 */
import { dropRecord, type UnreadableRecord } from "../shared/database.js";
import { byId } from "../shared/page-dom.js";
import type { UnreadableSetting } from "../shared/settings.js";
import { dropStored } from "../shared/store.js";
import { make, type OptionsPage } from "./page.js";

/** Maximum number of values in the list; “remove all” removes the others too. */
const SHOWN = 50;

export function showUnreadable(
  { t, guarded }: OptionsPage,
  settings: readonly UnreadableSetting[],
  records: readonly UnreadableRecord[],
  again: () => void,
): void {
  const remove = (
    some: readonly UnreadableSetting[],
    others: readonly UnreadableRecord[],
    label: string,
  ): HTMLElement => {
    const button = make("button", "link", label);
    button.onclick = guarded(async () => {
      if (some.length) await dropStored(some.map(({ path }) => path));
      for (const record of others) await dropRecord(record);
      again();
    });
    return button;
  };
  const row = (text: string, button: HTMLElement): HTMLElement => {
    const item = make("li", "");
    item.append(make("span", "text", text), button);
    return item;
  };
  const rows = [
    ...settings.slice(0, SHOWN).map((one) => row(one.reason, remove([one], [], t("siteRemove")))),
    ...records.slice(0, SHOWN).map((one) => row(one.reason, remove([], [one], t("siteRemove")))),
  ];
  byId("unreadable-part").hidden = !rows.length;
  byId("unreadable-count").textContent = t("unreadableCount", settings.length + records.length);
  byId("unreadable").replaceChildren(...rows);
  byId("unreadable-all").replaceChildren(remove(settings, records, t("unreadableRemoveAll")));
}
