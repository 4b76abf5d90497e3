/** Sites with a rule or a remembered place of the article, and the access that the browser gives for them. */
import { byId } from "../shared/page-dom.js";
import type { Settings, SiteSettings } from "../shared/settings.js";
import { changeSettings } from "../shared/store.js";
import { accessTo } from "../shared/tabs.js";
import type { OptionsPage } from "./options.js";

export async function showSites({ t, guarded }: OptionsPage, { sites }: Settings): Promise<void> {
  const rows = Object.entries(sites)
    .filter(([, { rule, root }]) => rule || root)
    .sort(([a], [b]) => a.localeCompare(b));
  byId("no-sites").hidden = rows.length > 0;
  byId("sites").replaceChildren(...(await Promise.all(rows.map(([origin, site]) => row(origin, site)))));

  async function row(origin: string, { rule, root }: SiteSettings): Promise<HTMLElement> {
    const access = { origins: [accessTo(origin)] };
    const line = document.createElement("tr");
    line.dataset.origin = origin;
    const [name, what, end] = [0, 1, 2].map(() => line.insertCell());
    name!.textContent = new URL(origin).host;
    const words = [];
    if (rule) words.push(t(rule === "always" ? "ruleAlways" : "ruleNever"));
    if (root) words.push(t("placeRemembered"));
    what!.textContent = words.join(" · ");
    if (rule === "always" && !(await chrome.permissions.contains(access))) {
      const grant = document.createElement("button");
      grant.className = "link wrong";
      grant.textContent = t("grant");
      grant.onclick = guarded(() => chrome.permissions.request(access));
      what!.append(" · ", grant);
    }
    const remove = document.createElement("button");
    remove.className = "link";
    remove.textContent = t("siteRemove");
    remove.onclick = guarded(async () => {
      await chrome.permissions.remove(access).catch(() => false);
      await changeSettings((old) => {
        const { [origin]: _, ...others } = old.sites;
        return { ...old, sites: others };
      });
    });
    end!.append(remove);
    return line;
  }
}
