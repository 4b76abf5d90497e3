/** The context menu: tags the selected text; explains the paragraph under the pointer. */
import { translator } from "../shared/i18n.js";
import { MAX_TEXT } from "../shared/limits.js";
import { readSettings } from "../shared/store.js";
import { sendCommand, start } from "../shared/tabs.js";

const SELECTION = "selection";
const WHY = "why";

/** Creates the menu entries. The browser keeps them while the background is stopped. */
export async function makeMenus(): Promise<void> {
  const t = translator((await readSettings()).lang);
  await chrome.contextMenus.removeAll();
  chrome.contextMenus.create({ id: SELECTION, contexts: ["selection"], title: t("menuSelection") });
  chrome.contextMenus.create({
    id: WHY,
    contexts: ["page", "selection", "link"],
    title: t("menuWhy"),
  });
}

export async function onMenu(
  { menuItemId, selectionText, frameId = 0 }: chrome.contextMenus.OnClickData,
  tab?: chrome.tabs.Tab,
): Promise<void> {
  if (tab?.id === undefined) return;
  const status = await start(tab);
  if ("unsupported" in status) return;
  if (menuItemId === WHY) await sendCommand(tab.id, status.frameId, { type: "why" });
  else if (selectionText) {
    const text = selectionText.slice(0, MAX_TEXT);
    await sendCommand(tab.id, status.frameId ?? frameId, { type: "selection", text });
  }
}
