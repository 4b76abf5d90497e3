// The widget on every fixture: it shifts nothing, covers no text, and leaves nothing behind.
import assert from "node:assert/strict";
import { attachTo, open, PAGES } from "./lib/fixtures.js";
import { type BrowserName, browserTest, complaints } from "./lib/harness.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];
const WIDTHS = [360, 768, 1366];

for (const browser of BROWSERS) {
  browserTest(browser, "destroy leaves every page byte for byte as it was", async (page) => {
    const found = complaints(page);
    for (const name of PAGES) {
      await open(page, name);
      const seen = await page.evaluate(async () => {
        const before = document.documentElement.outerHTML;
        const handle = attach(toyTagger, { legend: "open" });
        await handle.done;
        const [first = -1] = handle.shown;
        handle.select(first, { focus: true });
        handle.filter(["digital"]);
        await handle.drawn;
        handle.setCollapsed(true);
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const during = document.documentElement.outerHTML;
        handle.destroy();
        return {
          before,
          during,
          after: document.documentElement.outerHTML,
          sheets: document.adoptedStyleSheets.length,
          highlights: "highlights" in CSS ? CSS.highlights.size : 0,
        };
      });
      assert.equal(seen.after, seen.before, name);
      assert.notEqual(seen.during, seen.before, name);
      assert.equal(seen.sheets, 0, name);
      assert.equal(seen.highlights, 0, name);
    }
    assert.deepEqual(found, []);
  });

  browserTest(browser, "nothing on the page moves", async (page) => {
    for (const name of PAGES) {
      await open(page, name);
      const moved = await page.evaluate(async () => {
        const before = probes.layout();
        const handle = attach(toyTagger, { legend: "open" });
        await handle.done;
        await probes.frames(3, handle);
        return probes.moved(before, probes.layout());
      });
      assert.deepEqual(moved, [], name);
    }
  });

  browserTest(
    browser,
    "a label that is measured is invisible and does not widen the page",
    async (page) => {
      await attachTo(page, "rtl");
      const seen = await page.evaluate(() => {
        const mark = globalThis.page.shadow.querySelector<HTMLElement>(".mark")!;
        const { scrollWidth, scrollHeight } = document.documentElement;
        const waiting = document.createElement("div");
        waiting.className = "sizing";
        const label = mark.querySelector(".label")!.cloneNode(true) as HTMLElement;
        label.removeAttribute("style");
        label.className = "beside";
        waiting.append(label);
        label.append("một chủ đề có tên rất dài ".repeat(40));
        mark.after(waiting);
        const { scrollWidth: width, scrollHeight: height } = document.documentElement;
        return {
          visibility: getComputedStyle(label).visibility,
          measured: label.offsetWidth > 0,
          wider: width - scrollWidth,
          higher: height - scrollHeight,
        };
      });
      assert.deepEqual(seen, { visibility: "hidden", measured: true, wider: 0, higher: 0 });
    },
  );

  browserTest(browser, "labels are over no text at any width", async (page) => {
    for (const width of WIDTHS) {
      await page.setViewport({ width, height: 900 });
      for (const name of PAGES) {
        await attachTo(page, name, { legend: "none", strip: false });
        assert.deepEqual(
          await page.evaluate(() => probes.labelsOverText()),
          [],
          `${name} at ${width}`,
        );
        // A chosen paragraph's label says the probability too.
        const chosen = await page.evaluate(async () => {
          const found: string[] = [];
          for (const index of globalThis.page.shown) {
            globalThis.page.select(index, { scroll: false });
            await globalThis.page.drawn;
            found.push(...probes.labelsOverText());
          }
          return found;
        });
        assert.deepEqual(chosen, [], `${name} at ${width}, chosen`);
      }
    }
  });
}

browserTest("chromium", "the browser counts no layout shift", async (page) => {
  page.on("console", (message) => console.log(message.text()));
  for (const name of PAGES) {
    await open(page, name);
    const shifts = await page.evaluate(async () => {
      const opened = await probes.shiftDuring(async () => {
        const handle = attach(toyTagger, { legend: "open" });
        await handle.done;
        await handle.drawn;
        handle.destroy();
      });
      // An open legend grows by the rows of a filter, towards the top of the window.
      const filtered = await probes.shiftDuring(async () => {
        const handle = attach(toyTagger);
        await handle.done;
        handle.filter(["digital"]);
        await handle.drawn;
      });
      return [opened, filtered];
    });
    assert.deepEqual(shifts, [0, 0], name);
  }
});
