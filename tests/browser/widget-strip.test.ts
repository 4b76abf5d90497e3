// The strip at the window's edge: the paragraphs with themes, and where the reader is.
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { attachTo, drawn } from "./lib/fixtures.js";
import { type BrowserName, browserTest } from "./lib/harness.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];

/** Returns how far the part of the page in view and its frame on the strip differ, in pixels. */
const offBy = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const strip = globalThis.page.shadow.querySelector(".strip")!.getBoundingClientRect();
    const here = globalThis.page.shadow.querySelector(".here")!.getBoundingClientRect();
    const { scrollHeight } = document.documentElement;
    const expected = [scrollY, scrollY + innerHeight].map(
      (y) => strip.top + (y / scrollHeight) * strip.height,
    );
    return Math.max(Math.abs(here.top - expected[0]!), Math.abs(here.bottom - expected[1]!));
  });

for (const browser of BROWSERS) {
  browserTest(browser, "a frame on the strip follows what the reader sees", async (page) => {
    await page.setViewport({ width: 1280, height: 500 });
    await attachTo(page, "daily");
    await page.waitForFunction(() => globalThis.page.shadow.querySelector(".here"));
    for (const share of [0, 0.5, 1]) {
      await page.evaluate((to) => scrollTo(0, to * document.documentElement.scrollHeight), share);
      await drawn(page);
      // Its border is one pixel wide.
      const off = await offBy(page);
      assert.ok(off <= 3, `after scrolling to ${share}: ${off} px`);
    }
    // A wider page is shorter.
    await page.setViewport({ width: 900, height: 600 });
    await drawn(page);
    assert.ok((await offBy(page)) <= 3, "after a change of the window's size");
  });

  browserTest(browser, "a tick stands where its paragraph is, and selects it", async (page) => {
    await page.setViewport({ width: 1280, height: 500 });
    await attachTo(page, "daily");
    await page.waitForFunction(() => globalThis.page.shadow.querySelector(".strip i"));
    const off = await page.evaluate(() => {
      const { page } = globalThis;
      const strip = page.shadow.querySelector(".strip")!.getBoundingClientRect();
      const { scrollHeight } = document.documentElement;
      const ticks = [...page.shadow.querySelectorAll<HTMLElement>(".strip i")];
      const far = ticks.map((tick) => {
        const top = page.boxOf(Number(tick.dataset.i)).top + scrollY;
        return tick.getBoundingClientRect().top - strip.top - (top / scrollHeight) * strip.height;
      });
      ticks.at(-1)!.click();
      return Math.max(...far.map(Math.abs));
    });
    assert.ok(off <= 1, `${off} px`);
    // The page scrolls smoothly, as long as it takes.
    await page.waitForFunction(() => {
      const { page } = globalThis;
      if (page.selected !== page.shown.at(-1)) return false;
      const { top, bottom } = page.boxOf(page.selected);
      return top >= 0 && bottom <= innerHeight;
    });
    await drawn(page);
    assert.ok((await offBy(page)) <= 3, "the frame follows");
  });
}
