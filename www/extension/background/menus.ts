/** The context menu: tag what is selected; ask about, or correct, the paragraph under the pointer. */
import { translator } from "../shared/i18n.js";
import { readSettings } from "../shared/store.js";
import { start, tell } from "../shared/tabs.js";

const SELECTION = "selection";
const WHY = "why";

/** Menus outlive the background's sleep, so they are made once, and again when the language changes. */
export async function makeMenus(): Promise<void> {
  const t = translator((await readSettings()).lang);
  await chrome.contextMenus.removeAll();
  chrome.contextMenus.create({ id: SELECTION, contexts: ["selection"], title: t("menuSelection") });
  chrome.contextMenus.create({ id: WHY, contexts: ["page", "selection", "link"], title: t("menuWhy") });
}

export async function onMenu(
  { menuItemId, selectionText, frameId = 0 }: chrome.contextMenus.OnClickData,
  tab?: chrome.tabs.Tab,
): Promise<void> {
  if (tab?.id === undefined) return;
  const standing = await start(tab);
  if ("trouble" in standing) return;
  if (menuItemId === WHY) await tell(tab.id, standing.frameId, { tell: "why" });
  else if (selectionText)
    await tell(tab.id, standing.frameId ?? frameId, { tell: "selection", text: selectionText });
}
