/** The extension's everyday: press, read, filter, step, leave; in real Chromium and Firefox. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Page } from "puppeteer-core";
// @ts-expect-error The task scripts are plain JavaScript.
import { findBrowser, missingBrowser } from "../../www/tools/browsers.mjs";
import { dropProfile, type Extended, newProfile, startExtended, until } from "./lib/extension.js";
import { type Site, site } from "./lib/harness.js";

for (const name of ["chromium", "firefox"] as const) {
  const skip = findBrowser(name) ? false : missingBrowser(name);
  describe(`extension, ${name}`, { skip, timeout: 120_000 }, () => {
    let served: Site;
    let x: Extended;
    const profile = newProfile(name);
    before(async () => {
      served = await site({ links: { pages: "tests/fixtures/pages" } });
      x = await startExtended(name, profile);
    });
    after(async () => {
      await x?.close();
      await served?.close();
      dropProfile(profile);
    });

    test("press, count, filter, step, leave without a trace", async () => {
      const page = await x.browser.newPage();
      await page.goto(`${served.url}pages/daily.html`);
      const untouched = await page.content();
      await x.press(page);
      await until(() => themes(page));
      assert.deepEqual((await themes(page)).slice(0, 3), ["staffing", "digital", "discipline"]);
    });
  });
}

const themes = (page: Page): Promise<string[]> =>
  page.$$eval("[data-themelight]", (all) => all.map((one) => one.getAttribute("data-themelight")!));
