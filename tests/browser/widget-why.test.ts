// “Why?”: beside its paragraph or at an edge, never over it; opened and closed by keys.
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { attachTo, drawn, open } from "./lib/fixtures.js";
import { type BrowserName, browserTest } from "./lib/harness.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];

/** Opens “why?” for a shown paragraph; returns how it stands to its paragraph. */
async function explain(page: Page, place: number) {
  await page.evaluate((i) => globalThis.page.explainFor(globalThis.page.shown[i]!), place);
  await page.waitForFunction(() =>
    globalThis.page.shadow.querySelector(".why:not([hidden]) .verdict"),
  );
  await drawn(page);
  return page.evaluate(() => {
    const { page } = globalThis;
    const why = page.shadow.querySelector<HTMLElement>(".why")!;
    const box = why.getBoundingClientRect();
    const text = page.paragraphs[page.selected]!.range.getBoundingClientRect();
    return {
      kind: why.className.replace("why ", ""),
      covers:
        box.left < text.right &&
        box.right > text.left &&
        box.top < text.bottom &&
        box.bottom > text.top,
      inside: box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight,
      readable: why.querySelector(".verdict")!.getBoundingClientRect().bottom <= box.bottom,
      seen: text.bottom > 0 && text.top < innerHeight,
      level: Math.abs(box.top - text.top) < 2,
    };
  });
}

const SIZES = [
  [1366, 900],
  [844, 390],
  [390, 844],
  [320, 640],
  [320, 256],
] as const;

for (const browser of BROWSERS) {
  browserTest(browser, "it never covers its paragraph, on any window", async (page) => {
    for (const [width, height] of SIZES) {
      await page.setViewport({ width, height });
      for (const name of ["daily", "blog", "notice"]) {
        await attachTo(page, name, { legend: "open" });
        const count = await page.evaluate(() => globalThis.page.shown.length);
        for (const place of [0, 1, count - 1]) {
          const { covers, inside, readable, seen } = await explain(page, place);
          assert.deepEqual(
            { covers, inside, readable, seen },
            { covers: false, inside: true, readable: true, seen: true },
            `${name}, ${width} × ${height}, paragraph ${place}`,
          );
        }
      }
    }
  });

  browserTest(browser, "beside its paragraph where there is room", async (page) => {
    await page.setViewport({ width: 1366, height: 900 });
    await open(page, "notice");
    await page.addStyleTag({ content: "body { max-width: 600px; margin: 0 auto }" });
    await page.evaluate(async () => {
      globalThis.page = attach(toyTagger);
      await globalThis.page.done;
    });
    await drawn(page);
    const { kind, level, covers } = await explain(page, 0);
    assert.deepEqual({ kind, level, covers }, { kind: "beside", level: true, covers: false });
  });

  browserTest(
    browser,
    "two keys open it, Escape closes it and returns the focus to the paragraph",
    async (page) => {
      await attachTo(page, "daily");
      await page.keyboard.press("j");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() =>
        globalThis.page.shadow.querySelector(".why:not([hidden]) .verdict"),
      );
      const focused = () =>
        page.evaluate(() => {
          const { page } = globalThis;
          const inside = page.shadow.activeElement;
          if (inside) return inside.className.split(" ")[0];
          return page.paragraphs.findIndex(({ element }) => element === document.activeElement);
        });
      assert.equal(await focused(), "why");
      await page.keyboard.press("Escape");
      assert.equal(await focused(), await page.evaluate(() => globalThis.page.shown[0]));
      assert.equal(
        await page.evaluate(
          () => globalThis.page.shadow.querySelector<HTMLElement>(".why")!.hidden,
        ),
        true,
      );
      await page.keyboard.press("Escape");
      assert.equal(await page.evaluate(() => globalThis.page.selected), -1);
    },
  );

  browserTest(browser, "Enter on a link in the chosen paragraph follows the link", async (page) => {
    await attachTo(page, "daily");
    const selected = await page.evaluate(() => {
      const { page } = globalThis;
      const { element } = page.paragraphs[page.shown[0]!]!;
      page.select(page.shown[0]!, { focus: true });
      const link = document.createElement("a");
      link.href = "#followed";
      element.append(link);
      link.focus();
      return page.selected;
    });
    assert.ok(selected >= 0);
    await page.keyboard.press("Enter");
    assert.match(page.url(), /#followed$/);
    assert.equal(await page.evaluate(() => globalThis.page.shadow.querySelector(".why")), null);
  });

  browserTest(
    browser,
    "reports go to the site as an event, and only if it wants them",
    async (page) => {
      await attachTo(page, "daily", { report: true });
      await page.evaluate(() => {
        const heard: unknown[] = [];
        Object.assign(globalThis, { heard });
        document.addEventListener("themelight:report", ({ detail }) => heard.push(detail));
      });
      await explain(page, 0);
      const reports = await page.evaluate(() => {
        const { shadow } = globalThis.page;
        for (const one of [...shadow.querySelectorAll<HTMLElement>(".report button")].slice(0, 2))
          one.click();
        return [
          (globalThis as unknown as { heard: unknown[] }).heard,
          shadow.querySelector(".report")!.textContent,
        ];
      });
      assert.deepEqual(reports[0], [
        { index: 1, theme: "staffing", kind: "wrong" },
        { index: 1, theme: "discipline", kind: "missing" },
      ]);
      assert.match(String(reports[1]), /^Đã chuyển đến trang báo nàyĐã chuyển/);
      await attachTo(page, "daily");
      await explain(page, 0);
      assert.equal(
        await page.evaluate(() => globalThis.page.shadow.querySelector(".report")),
        null,
      );
    },
  );

  browserTest(
    browser,
    "a click on a label asks why: words, probability, runner-up",
    async (page) => {
      await attachTo(page, "daily");
      const why = await page.evaluate(async () => {
        const { page } = globalThis;
        page.shadow.querySelector<HTMLElement>(".label")!.click();
        await probes.frames();
        const panel = page.shadow.querySelector<HTMLElement>(".why")!;
        return {
          hidden: panel.hidden,
          verdict: panel.querySelector(".verdict")!.textContent,
          words: [...panel.querySelectorAll(".word")].map(({ textContent }) => textContent),
          next: panel.querySelector(".hint")!.textContent,
          selected: page.selected,
        };
      });
      assert.deepEqual(why, {
        hidden: false,
        verdict: "67% — Tổ chức, cán bộ, biên chế",
        words: ["sắp xếp", "biên chế"],
        next: "Khả năng kế tiếp: Kiểm tra, giám sát, kỷ luật (18%)",
        selected: 1,
      });
    },
  );

  browserTest(
    browser,
    "a click on a label before the legend is there opens why? later",
    async (page) => {
      await open(page, "daily");
      const seen = await page.evaluate(async () => {
        // Marks are there before their words are, and the legend waits for both.
        const { shadow, done } = attach(slowTagger);
        while (!shadow.querySelector(".label")) await probes.frames();
        const early = shadow.querySelector(".legend") === null;
        shadow.querySelector<HTMLElement>(".label")!.click();
        slowTagger.goOn();
        await done;
        while (!shadow.querySelector(".why:not([hidden])")) await probes.frames();
        return { early, hidden: shadow.querySelector<HTMLElement>(".why")?.hidden };
      });
      assert.deepEqual(seen, { early: true, hidden: false });
    },
  );

  browserTest(
    browser,
    "why? is built again after a refresh without a change of themes",
    async (page) => {
      await attachTo(page, "daily", { legend: "open" });
      const seen = await page.evaluate(async () => {
        const { page } = globalThis;
        let count = 0;
        page.on("explained", ({ extra }) => extra.replaceChildren(String(++count)));
        page.explainFor(1);
        await probes.frames();
        const before = page.shadow.querySelector(".why")!.textContent!;
        page.refresh();
        await probes.frames();
        return [before, page.shadow.querySelector(".why")!.textContent!].map((text) => text.at(-1));
      });
      assert.deepEqual(seen, ["1", "2"]);
    },
  );
}
