/** The badge of the toolbar button: the number of marked paragraphs of the tab. */
import type { PageState } from "../shared/messages.js";

const COLORS = { backgroundColor: "#3b4a5a", color: "#ffffff" };

export async function showBadge(tabId: number, { status, shown }: PageState): Promise<void> {
  const text = status === "tagged" && shown > 0 ? (shown > 999 ? "999+" : String(shown)) : "";
  try {
    await chrome.action.setBadgeText({ tabId, text });
    await chrome.action.setBadgeBackgroundColor({ tabId, color: COLORS.backgroundColor });
    await chrome.action.setBadgeTextColor({ tabId, color: COLORS.color });
  } catch {
    // The tab was closed meanwhile.
  }
}
