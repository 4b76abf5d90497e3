/** Accessibility by axe-core. */
import { readFileSync } from "node:fs";
import type { Page } from "puppeteer-core";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** Where axe looks. */
export interface Scope {
  /** A selector; default: the whole document. */
  readonly within?: string | undefined;
  /** Default: true. */
  readonly iframes?: boolean | undefined;
}

/**
 * Checks a page as it is, by all rules of WCAG 2.2 A and AA and axe's best practices. Returns a line
 * for each violation.
 */
export async function axe(page: Page, { within, iframes = true }: Scope = {}): Promise<string[]> {
  if (!(await page.evaluate("!!globalThis.axe"))) await page.evaluate(AXE);
  return page.evaluate(
    async (selector, iframes) => {
      const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
      const { violations } = await axe.run(selector ?? document, {
        resultTypes: ["violations"],
        iframes,
        // The rule of WCAG 2.2 AA, which axe leaves out by default.
        rules: { "target-size": { enabled: true } },
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      );
    },
    within,
    iframes,
  );
}
