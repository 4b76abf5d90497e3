/** Our few rules for the page come by the browser, not by the page: no policy of the page stops them, no script of it sees them. */
import type { InstallStyles } from "../../src/highlighter/sheets.js";
import { ask } from "../shared/ask.js";

export const insertStyles: InstallStyles = (css) => {
  // The page may lose its access meanwhile; marks and labels do not need these rules.
  const inserted = ask("styles", { css, on: true }).catch(() => {});
  return () => void inserted.then(() => ask("styles", { css, on: false })).catch(() => {});
};

/**
 * Takes away what an earlier run of the extension left when it was switched off under its reader. Called once the page is ours:
 * whoever was alive has left by then, so any other host is nobody's.
 */
export function removeOrphans(ours: Element): void {
  const orphans = [...document.querySelectorAll("themelight-ui")].filter((host) => host !== ours);
  if (!orphans.length) return;
  for (const orphan of orphans) orphan.remove();
  for (const element of document.querySelectorAll("[data-themelight]")) {
    for (const name of ["data-themelight", "data-themelight-after"]) element.removeAttribute(name);
  }
}
