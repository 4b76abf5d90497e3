/** One suite in both browsers, each with a profile, a site and small helpers of its own. */
import { after, before, beforeEach, describe } from "node:test";
import type { ElementHandle, Page } from "puppeteer-core";
import { findBrowser, missingBrowser } from "../../../www/tools/browsers/find.mjs";

export { textOf } from "./extension.js";

import { dropProfile, type Extended, newProfile, startExtended, until } from "./extension.js";
import { type BrowserName, type Site, site } from "./harness.js";

/** What a test has at hand. */
export interface Desk {
  readonly name: BrowserName;
  readonly profile: string;
  x: Extended;
  served: Site;
  /** Opens a page of the site in a new tab. */
  visit(path: string): Promise<Page>;
  /** Opens a page, presses the button, waits until the page says that it is tagged. */
  tag(path: string): Promise<Page>;
}

export interface Suite {
  readonly prefs?: object;
  readonly content: Parameters<typeof site>[0];
  readonly headers?: Record<string, string>;
}

export function inBoth(title: string, suite: Suite, body: (desk: Desk) => void): void {
  for (const name of ["chromium", "firefox"] as const) {
    const skip = findBrowser(name) ? false : missingBrowser(name);
    describe(`${title}, ${name}`, { skip, timeout: 180_000 }, () => {
      const desk = {
        name,
        profile: skip ? "" : newProfile(name),
        async visit(path: string) {
          const page = await desk.x.browser.newPage();
          await page.goto(new URL(path, desk.served.url).href);
          return page;
        },
        async tag(path: string) {
          const page = await desk.visit(path);
          await desk.x.press(page);
          await until(async () => (await themes(page)).length, `marks on ${path}`);
          return page;
        },
      } as Desk;
      before(async () => {
        desk.served = await site(suite.content, suite.headers);
        desk.x = await startExtended(name, desk.profile, suite.prefs);
      });
      // Each test begins as after installing.
      beforeEach(async () => {
        const own = await desk.x.own("popup.html?tab=-1");
        await own.evaluate(async () => {
          await chrome.storage.local.clear();
          const { origins = [] } = await chrome.permissions.getAll();
          if (origins.length) await chrome.permissions.remove({ origins });
          for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name!);
        });
        for (const page of (await desk.x.browser.pages()).slice(1)) if (page !== own) await page.close();
        await own.close();
      });
      after(async () => {
        await desk.x?.close();
        await desk.served?.close();
        dropProfile(desk.profile);
      });
      body(desk);
    });
  }
}

/** What the paragraphs of a page are marked with. */
export const themes = (page: Page): Promise<string[]> =>
  page.$$eval("[data-themelight]", (all) => all.map((one) => one.getAttribute("data-themelight")!));

/** An element in the shadow of ours on a page: by selector, by a part of its text. */
export async function ours(page: Page, selector: string, text = ""): Promise<ElementHandle<HTMLElement>> {
  return until(async () => {
    const found = await page.evaluateHandle(
      (wanted, words) =>
        [
          ...(document.querySelector("themelight-ui")?.shadowRoot?.querySelectorAll<HTMLElement>(wanted) ??
            []),
        ].find((one) => one.textContent?.includes(words) && one.getClientRects().length),
      selector,
      text,
    );
    return found.asElement() as ElementHandle<HTMLElement> | null;
  }, `${selector} “${text}”`);
}

/** Waits until a condition holds in a page; both browsers, and pages whose policy forbids eval. */
export const holds = (page: Page, condition: () => unknown): Promise<unknown> =>
  until(() => page.evaluate(condition), String(condition));
