/**
 * The rule for the site: on request, always, never. “Always” needs permission for the site.
 */
import { entryOf } from "../shared/check.js";
import type { Translator } from "../shared/i18n.js";
import { byId } from "../shared/page-dom.js";
import { type Settings, type SiteSettings, withSite } from "../shared/settings.js";
import { readSettings } from "../shared/store.js";
import { accessTo, hasAccess, unsupportedReasonOf } from "../shared/tabs.js";

type Rule = SiteSettings["rule"];

export function showSite(
  url: string | undefined,
  t: Translator,
  save: (change: (old: Settings) => Settings) => Promise<boolean>,
  changed: (rule: Rule) => Promise<void>,
): void {
  const { protocol, origin, host } =
    url && URL.canParse(url) ? new URL(url) : { protocol: "", origin: "", host: "" };
  // Browsers let no rule have an effect on their stores.
  if (!/^https?:$/.test(protocol) || unsupportedReasonOf(url) === "store") return;
  byId("site").hidden = false;
  byId("host").textContent = host;
  const inputs = [...document.querySelectorAll<HTMLInputElement>("input[name=rule]")];
  const grant = byId("grant");

  const show = async () => {
    const rule = entryOf((await readSettings()).sites, origin)?.rule;
    const allowed = rule !== "always" || (await hasAccess(origin));
    for (const input of inputs) input.checked = input.value === (rule ?? "");
    grant.hidden = allowed;
    grant.textContent = t("grantMissing", host);
  };

  for (const input of inputs) {
    input.onchange = async () => {
      const rule = (input.value || undefined) as Rule;
      // Browsers show the permission prompt only during a user gesture, and Firefox closes the
      // popup for it. So the rule is stored first; the background registers the site when the
      // permission is granted.
      const access = { origins: [accessTo(origin)] };
      const asked = rule === "always" ? chrome.permissions.request(access) : undefined;
      const stored = await save(withRule(origin, rule));
      if (asked) {
        grant.hidden = false;
        grant.textContent = t("grantAsking", host);
        if (!(await asked.catch(() => false))) await save(withRule(origin, undefined));
      } else await chrome.permissions.remove(access).catch(() => false);
      await show();
      if (stored) await changed(rule);
    };
  }
  void show();
}

/**
 * Returns a change of the settings, which throws a {@link LimitError} if there are too many sites.
 */
const withRule =
  (origin: string, rule: Rule) =>
  (old: Settings): Settings => {
    const { rule: _, ...site } = entryOf(old.sites, origin) ?? {};
    return withSite(old, origin, { ...site, ...(rule && { rule }) });
  };
