/** Sites with a rule or a stored article, and their permission. */
import { byId } from "../shared/page-dom.js";
import type { Settings, SiteSettings } from "../shared/settings.js";
import { changeSettings } from "../shared/store.js";
import { accessTo, hasAccess } from "../shared/tabs.js";
import { make, type OptionsPage } from "./page.js";

/** Maximum number of sites in the table. The search field finds the others. */
const SHOWN = 100;

export async function showSites(page: OptionsPage, { sites }: Settings): Promise<void> {
  const all = Object.entries(sites)
    .filter(([, { rule, root }]) => rule || root)
    .sort(([a], [b]) => a.localeCompare(b));
  const search = byId<HTMLInputElement>("sites-search");
  search.hidden = all.length <= SHOWN;
  const show = async () => {
    const words = search.hidden ? "" : search.value.trim().toLowerCase();
    const found = all.filter(([origin]) => origin.includes(words));
    const rows = found.slice(0, SHOWN).map(([origin, site]) => row(page, origin, site));
    byId("sites").replaceChildren(...(await Promise.all(rows)));
    byId("sites-more").hidden = found.length <= SHOWN;
    byId("sites-more").textContent = page.t("sitesMore", found.length - SHOWN);
  };
  search.oninput = page.guarded(show);
  byId("no-sites").hidden = all.length > 0;
  await show();
}

async function row(
  { t, guarded }: OptionsPage,
  origin: string,
  { rule, root }: SiteSettings,
): Promise<HTMLElement> {
  const access = { origins: [accessTo(origin)] };
  const line = document.createElement("tr");
  line.dataset.origin = origin;
  const [name, what, end] = [0, 1, 2].map(() => line.insertCell());
  name!.textContent = new URL(origin).host;
  const words = [];
  if (rule) words.push(t(rule === "always" ? "ruleAlways" : "ruleNever"));
  if (root) words.push(t("articleRemembered"));
  what!.textContent = words.join(" · ");
  if (rule === "always" && !(await hasAccess(origin))) {
    const grant = make("button", "link wrong", t("grant"));
    grant.onclick = guarded(() => chrome.permissions.request(access));
    what!.append(" · ", grant);
  }
  const remove = make("button", "link", t("siteRemove"));
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
