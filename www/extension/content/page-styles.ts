/**
 * Rules for the page, inserted by the browser: neither stopped by the page's policy nor visible to
 * its scripts.
 */
import type { InstallStyles } from "../../src/highlighter/sheets.js";
import { request } from "../shared/request.js";

export const insertStyles: InstallStyles = (css) => {
  // The page may lose its access meanwhile; marks and labels do not need these rules.
  const inserted = request("styles", { css, on: true }).catch(() => {});
  return () => void inserted.then(() => request("styles", { css, on: false })).catch(() => {});
};

/**
 * Removes what an earlier run left when the extension was switched off. Called once this run owns
 * the page: any other running Themelight has left by then, so every other host element is an
 * orphan.
 */
export function removeOrphans(ours: Element): void {
  const orphans = [...document.querySelectorAll("themelight-ui")].filter((host) => host !== ours);
  if (!orphans.length) return;
  for (const orphan of orphans) orphan.remove();
  for (const element of document.querySelectorAll("[data-themelight]")) {
    for (const name of ["data-themelight", "data-themelight-after"]) element.removeAttribute(name);
  }
}
