/**
 * CSS that the browser inserts into the page. The page's policy does not block it, and the page's
 * scripts cannot read it.
 */
import type { InstallStyles } from "../../src/api/options.js";
import { OURS } from "../../src/highlighter/drawing/attributes.js";
import { request } from "../shared/request.js";

export const insertStyles: InstallStyles = (css) => {
  // Ignores errors: access may have been revoked, and labels do not need this CSS.
  const inserted = request("styles", { css, on: true }).catch(() => {});
  return () => void inserted.then(() => request("styles", { css, on: false })).catch(() => {});
};

/**
 * Removes elements of an earlier run that ended because the extension was switched off. Call it
 * when this run owns the page: any other running Themelight has ended by then, so every other host
 * element is an orphan.
 */
export function removeOrphans(ours: Element): void {
  const orphans = [...document.querySelectorAll("themelight-ui")].filter((host) => host !== ours);
  if (!orphans.length) return;
  for (const orphan of orphans) orphan.remove();
  for (const element of document.querySelectorAll("[data-themelight]")) {
    for (const name of OURS) element.removeAttribute(name);
  }
}
