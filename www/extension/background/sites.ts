/**
 * “Always on this site”: registers the content script for the chosen sites with permission.
 */
import type { Settings } from "../shared/settings.js";
import { readSettings } from "../shared/store.js";
import { accessTo, hasAccess } from "../shared/tabs.js";

const ID = "always";

/** Updates the registration to match the settings. Skips sites without permission. */
export function registerSites(): Promise<void> {
  // In sequence: of two concurrent updates the second would register twice and fail.
  return navigator.locks.request("sites", async () => {
    const settings = await readSettings();
    const matches = await allowed(settings);
    const [old] = await chrome.scripting.getRegisteredContentScripts({ ids: [ID] });
    if (!matches.length) {
      if (old) await chrome.scripting.unregisterContentScripts({ ids: [ID] });
      return;
    }
    if (old && String(old.matches) === String(matches)) return;
    const script = {
      id: ID,
      matches,
      js: ["content.js"],
      runAt: "document_idle" as const,
      persistAcrossSessions: true,
    };
    if (old) await chrome.scripting.updateContentScripts([script]);
    else await chrome.scripting.registerContentScripts([script]);
  });
}

async function allowed({ sites }: Settings): Promise<string[]> {
  const always = Object.entries(sites).flatMap(([origin, { rule }]) =>
    rule === "always" ? [origin] : [],
  );
  const has = await Promise.all(always.map(hasAccess));
  return [...new Set(always.filter((_, i) => has[i]).map(accessTo))].sort();
}
