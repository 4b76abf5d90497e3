// Sizes of what is clicked, and the main jobs by keyboard with counted keys.
import assert from "node:assert/strict";
import { attachTo, drawn } from "./lib/fixtures.js";
import { type BrowserName, browserTest } from "./lib/harness.js";
import { show } from "./lib/states.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];
for (const browser of BROWSERS) {
  browserTest(browser, "bars and labels can be hit within 24 pixels", async (page) => {
    await page.setViewport({ width: 1280, height: 800 });
    await attachTo(page, "daily");
    const hits = await page.evaluate(() => {
      const { shadow } = globalThis.page;
      const bar = shadow.querySelector(".bar")!.getBoundingClientRect();
      const label = shadow.querySelector(".label")!.getBoundingClientRect();
      const points = [
        [bar.right - 23, bar.top + 20],
        [bar.right - 1, bar.top + 20],
        [label.left + 20, label.top + label.height / 2 - 11],
        [label.left + 20, label.top + label.height / 2 + 11],
      ] as const;
      return points.map(([x, y]) => shadow.elementFromPoint(x, y)?.closest(".mark") != null);
    });
    assert.deepEqual(hits, [true, true, true, true]);
  });

  browserTest(browser, "the main jobs by keyboard, with counted keys", async (page) => {
    let keys = 0;
    const press = async (...names: string[]) => {
      for (const name of names) {
        await page.keyboard.press(name as "Tab");
        await drawn(page);
        keys++;
      }
    };
    const job = async (most: number, name: string, run: () => Promise<void>) => {
      keys = 0;
      await run();
      assert.ok(keys <= most, `${name}: ${keys} keys`);
    };
    const ask = <T>(read: () => T) => page.evaluate(read);
    await attachTo(page, "daily");

    await job(1, "to the next paragraph with a theme", async () => {
      await press("j");
      assert.equal(await ask(() => globalThis.page.selected), 1);
    });
    await job(2, "why it has its theme, and back", async () => {
      await press("Enter");
      assert.ok(await ask(() => globalThis.page.shadow.activeElement?.matches(".why")));
      await press("Escape");
      assert.equal(await ask(() => document.activeElement?.tagName), "P");
    });
    // The legend comes after the page's own links.
    await ask(() => [...document.querySelectorAll<HTMLElement>("a[href]")].at(-1)!.focus());
    await job(3, "filter by the first theme", async () => {
      await press("Tab", "Enter");
      assert.equal(
        await ask(() => globalThis.page.shadow.activeElement?.getAttribute("role")),
        "switch",
      );
      await press(" ");
      assert.deepEqual(await ask(() => [...globalThis.page.filtered]), ["staffing"]);
    });
    await job(5, "read that theme only", async () => {
      await press("Tab", "Tab", "Tab");
      assert.equal(
        await ask(() => globalThis.page.shadow.activeElement?.textContent),
        "Hiện tất cả",
      );
      await press("Tab");
      await ask(() =>
        globalThis.page.shadow.querySelectorAll<HTMLElement>(".how button")[1]!.focus(),
      );
      await press("Enter");
      assert.equal(await ask(() => globalThis.page.collapsed), true);
    });
    await job(3, "all paragraphs again", async () => {
      await page.keyboard.down("Shift");
      await press("Tab", "Tab");
      await page.keyboard.up("Shift");
      await press("Enter");
      assert.deepEqual(await ask(() => [...globalThis.page.filtered]), []);
      assert.equal(
        await ask(() => globalThis.page.shadow.activeElement?.getAttribute("role")),
        "switch",
        "the focus stays in the card",
      );
    });
    await job(1, "close the legend", async () => {
      await press("Escape");
      assert.ok(await ask(() => globalThis.page.shadow.activeElement?.matches(".pill")));
    });
  });
}

for (const browser of BROWSERS) {
  browserTest(browser, "bars of the site at the window's edges stay free", async (page) => {
    await page.setViewport({ width: 390, height: 700 });
    await show(page, "daily", "why");
    const bottoms = () =>
      page.evaluate(() => {
        const { shadow } = globalThis.page;
        const pill = shadow.querySelector(".pill")!.getBoundingClientRect();
        const why = shadow.querySelector(".why")!;
        why.className = "why sheet";
        const sheet = why.getBoundingClientRect().bottom;
        why.className = "why sheet upper";
        return [innerHeight - pill.bottom, innerHeight - sheet, why.getBoundingClientRect().top];
      });
    const before = await bottoms();
    await page.addStyleTag({
      content: ":root { --themelight-offset-bottom: 56px; --themelight-offset-top: 40px }",
    });
    const after = await bottoms();
    assert.deepEqual(
      after.map((distance, i) => Math.round(distance - before[i]!)),
      [56, 56, 40],
    );
  });
}
