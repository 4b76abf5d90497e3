/** The windows in which every state of a page is checked. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { axe, type Scope } from "../axe.js";
import type { BrowserName } from "../harness.js";

type View = readonly [width: number, height: number, scheme: "light" | "dark"];

const VIEWS: Readonly<Record<BrowserName, readonly View[]>> = {
  chromium: [
    [1280, 800, "light"],
    [390, 844, "dark"],
    [320, 640, "light"],
  ],
  firefox: [[390, 844, "light"]],
};

export interface Checks extends Scope {
  /** Throws if something is wrong. Default: nothing is wider than the window. */
  readonly check?: ((page: Page) => Promise<void>) | undefined;
}

/** The browser makes the extension's popup as wide as its content. */
export const POPUP: Checks = { check: async () => {} };

/** Checks a page as it is in each window. Returns a line for each problem. */
export async function problemsOf(
  page: Page,
  browser: BrowserName,
  { check = fits, ...scope }: Checks = {},
): Promise<string[]> {
  const problems: string[] = [];
  for (const [width, height, scheme] of VIEWS[browser]) {
    await page.setViewport({ width, height });
    if (browser === "chromium")
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await frames(page);
    const found = await axe(page, scope);
    await check(page).catch((error: Error) => found.push(error.message));
    problems.push(...found.map((one) => `${width}, ${scheme}: ${one}`));
  }
  return problems;
}

/** Waits until a change of the window is drawn. */
const frames = (page: Page) =>
  page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );

async function fits(page: Page): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(over, 0, `${over} px wider than the window`);
}
