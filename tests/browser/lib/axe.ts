/** Accessibility by axe-core. */
import { readFileSync } from "node:fs";
import type { Page } from "puppeteer-core";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** Where axe looks. */
interface Scope {
  /** A selector; default: the whole document. */
  readonly within?: string;
  /** Default: true. */
  readonly iframes?: boolean;
}

/** Checks a page as it is. Returns a line for each violation. */
export async function axe(page: Page, { within, iframes = true }: Scope = {}): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(
    async (selector, iframes) => {
      const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
      const { violations } = await axe.run(selector ?? document, {
        resultTypes: ["violations"],
        iframes,
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
      );
    },
    within,
    iframes,
  );
}
