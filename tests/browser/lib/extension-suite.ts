/** Runs a suite in both browsers, each with its own profile, site and helpers. */
import { after, before, beforeEach, describe } from "node:test";
import type { ElementHandle, Page } from "puppeteer-core";
import { findBrowser, missingBrowser } from "../../../www/tools/browsers/find.mjs";

export { textOf } from "./extension.js";

import {
  dropProfile,
  type ExtensionBrowser,
  newProfile,
  startWithExtension,
  toFront,
  until,
} from "./extension.js";
import { type BrowserName, type Site, site } from "./harness.js";

/** The browser, site and helpers of a suite. */
export interface Fixture {
  readonly name: BrowserName;
  readonly profile: string;
  extension: ExtensionBrowser;
  served: Site;
  /** Opens a page of the site in a new tab. */
  visit(path: string): Promise<Page>;
  /** Opens a page, presses the button, waits until all of it is marked. */
  tag(path: string): Promise<Page>;
}

export interface Suite {
  readonly prefs?: object;
  readonly content: Parameters<typeof site>[0];
  readonly headers?: Record<string, string>;
}

export function inBoth(title: string, suite: Suite, body: (fixture: Fixture) => void): void {
  for (const name of ["chromium", "firefox"] as const) {
    const skip = findBrowser(name) ? false : missingBrowser(name);
    describe(`${title}, ${name}`, { skip, timeout: 900_000 }, () => {
      const fixture = {
        name,
        profile: skip ? "" : newProfile(name),
        async visit(path: string) {
          const page = await fixture.extension.browser.newPage();
          await page.goto(new URL(path, fixture.served.url).href);
          return page;
        },
        async tag(path: string) {
          const page = await fixture.visit(path);
          await page.evaluate(() =>
            document.addEventListener("themelight:tagged", () => {
              (globalThis as { tagged?: boolean }).tagged = true;
            }),
          );
          await fixture.extension.press(page);
          await until(
            () => page.evaluate(() => (globalThis as { tagged?: boolean }).tagged),
            `all marks on ${path}`,
          );
          return page;
        },
      } as Fixture;
      before(async () => {
        fixture.served = await site(suite.content, suite.headers);
        fixture.extension = await startWithExtension(name, fixture.profile, suite.prefs);
      });
      // Each test begins with empty storage.
      beforeEach(async () => {
        const own = await fixture.extension.own("popup.html?tab=-1");
        await own.evaluate(async () => {
          await chrome.storage.local.clear();
          const { origins = [] } = await chrome.permissions.getAll();
          if (origins.length) await chrome.permissions.remove({ origins });
          for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name!);
        });
        for (const page of (await fixture.extension.browser.pages()).slice(1))
          if (page !== own) await page.close();
        await own.close();
      });
      after(async () => {
        await fixture.extension?.close();
        await fixture.served?.close();
        dropProfile(fixture.profile);
      });
      body(fixture);
    });
  }
}

/** The themes of each marked paragraph. */
export const themes = (page: Page): Promise<string[]> =>
  page.$$eval("[data-themelight]", (all) => all.map((one) => one.getAttribute("data-themelight")!));

/** Waits for an element of our shadow root on a page, by selector and a part of its text. */
export async function ours(
  page: Page,
  selector: string,
  text = "",
): Promise<ElementHandle<HTMLElement>> {
  return until(async () => {
    const found = await page.evaluateHandle(
      (wanted, words) =>
        [
          ...(document
            .querySelector("themelight-ui")
            ?.shadowRoot?.querySelectorAll<HTMLElement>(wanted) ?? []),
        ].find((one) => one.textContent?.includes(words) && one.getClientRects().length),
      selector,
      text,
    );
    return found.asElement() as ElementHandle<HTMLElement> | null;
  }, `${selector} “${text}”`);
}

/**
 * Waits until a condition holds in a page, in both browsers, also where the page's policy forbids
 * eval.
 */
export const holds = (page: Page, condition: () => unknown): Promise<unknown> =>
  until(() => page.evaluate(condition), String(condition));

/** Clicks in a page. Only the tab in front is drawn, and only what is drawn can be clicked. */
export async function click(page: Page, selector: string): Promise<void> {
  await toFront(page);
  await page.click(selector);
}

/** Stores settings of the reader, in place of the others. */
export async function storeSettings({ extension }: Fixture, settings: object): Promise<void> {
  const own = await extension.own("popup.html?tab=-1");
  await own.evaluate((given) => chrome.storage.local.set({ settings: given }), settings);
  await own.close();
}
