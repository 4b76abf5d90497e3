/** “Always on this site”: the sites that the reader chose and gave access to have our script registered with the browser. */
import type { Settings } from "../shared/settings.js";
import { readSettings } from "../shared/store.js";
import { accessTo } from "../shared/tabs.js";

const ID = "always";

/** Makes the browser's registration what the settings say. Sites without access wait for it. */
export function registerSites(): Promise<void> {
  // One after the other: two at once would both find nothing registered, and the second would fail.
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
  const always = Object.keys(sites).filter((origin) => sites[origin]!.rule === "always");
  const has = await Promise.all(
    always.map((origin) => chrome.permissions.contains({ origins: [accessTo(origin)] })),
  );
  return [...new Set(always.filter((_, i) => has[i]).map(accessTo))].sort();
}
