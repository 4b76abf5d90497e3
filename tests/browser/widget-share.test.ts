// Copy, export, links to paragraphs and filtered views, and the slider's effect.
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { address, attachTo, drawn, open } from "./lib/fixtures.js";
import { type BrowserName, browserTest } from "./lib/harness.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];

/** Keeps what the page copies and saves instead of the clipboard and a download. */
const catchTexts = (page: Page) =>
  page.evaluate(() => {
    const texts: string[] = [];
    const blobs: Blob[] = [];
    Object.assign(globalThis, { texts, blobs });
    Object.defineProperty(navigator, "clipboard", {
      configurable: true,
      value: {
        writeText(text: string) {
          texts.push(text);
          return Promise.resolve();
        },
      },
    });
    Object.assign(URL, {
      createObjectURL(blob: Blob) {
        blobs.push(blob);
        return "#saved";
      },
    });
  });

const copied = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { texts: string[] }).texts.at(-1));

const press = (page: Page, name: string) =>
  page.evaluate((wanted) => {
    const buttons = [...globalThis.page.shadow.querySelectorAll<HTMLElement>("button")];
    buttons.find(({ textContent, offsetWidth }) => textContent === wanted && offsetWidth)!.click();
  }, name);

const status = (page: Page) =>
  page.evaluate(() => globalThis.page.shadow.querySelector("[role=status]")!.textContent);

for (const browser of BROWSERS) {
  browserTest(browser, "the shown paragraphs are copied and saved in each format", async (page) => {
    await attachTo(page, "daily", { legend: "open" });
    await catchTexts(page);
    await page.evaluate(() => globalThis.page.filter(["discipline"]));
    await press(page, "Danh sách");
    await press(page, "Sao chép");
    assert.match(
      (await copied(page))!,
      /^\[Kiểm tra, giám sát, kỷ luật\]\nỦy ban Kiểm tra .*\n\n\[Kiểm tra, giám sát, kỷ luật\]\nĐoàn thanh tra/s,
    );
    assert.equal(await status(page), "Đã sao chép 2 đoạn");
    for (const [format, type] of [
      ["md", "text/markdown"],
      ["csv", "text/csv"],
    ] as const) {
      await page.evaluate((value) => {
        globalThis.page.shadow.querySelector("select")!.value = value;
      }, format);
      await press(page, "Tải về");
      const saved = await page.evaluate(async () => {
        const { blobs } = globalThis as unknown as { blobs: Blob[] };
        return [blobs.at(-1)!.type, await blobs.at(-1)!.text()];
      });
      assert.equal(saved[0], type);
      assert.match(saved[1]!, /Ủy ban Kiểm tra/);
    }
    // Where copying is forbidden, the reader is told.
    await page.evaluate(() => {
      Object.defineProperty(navigator, "clipboard", { value: undefined });
    });
    await press(page, "Sao chép");
    await page.waitForFunction(() =>
      /không cho phép/.test(globalThis.page.shadow.querySelector("[role=status]")!.textContent!),
    );
  });

  browserTest(
    browser,
    "a link opens the same paragraph, also after the article changed",
    async (page) => {
      await attachTo(page, "daily", { legend: "open" });
      await catchTexts(page);
      await page.evaluate(() => globalThis.page.explainFor(3));
      await drawn(page);
      await press(page, "Sao chép liên kết");
      const link = (await copied(page))!;
      assert.match(link, /^http.*\/pages\/daily\.html#themelight-paragraph=/);
      const opened = async (change: string) => {
        await open(page, "daily");
        await page.evaluate(change);
        await page.evaluate(async (hash) => {
          history.replaceState(null, "", hash);
          globalThis.page = attach(toyTagger);
          await globalThis.page.done;
        }, new URL(link).hash);
      };
      await opened("document.querySelector('.fck_detail p').remove()");
      await page.waitForFunction(() => globalThis.page.selected >= 0);
      const text = await page.evaluate(() => {
        const { element, text } = globalThis.page.paragraphs[globalThis.page.selected]!;
        const { top, bottom } = element.getBoundingClientRect();
        return [
          text.slice(0, 15),
          document.activeElement === element,
          bottom > 0 && top < innerHeight,
        ];
      });
      assert.equal(text[0], "Ủy ban Kiểm tra");
      assert.equal(text[1], true, "it has the focus");
      await opened(
        "for (const p of document.querySelectorAll('.fck_detail p')) if (/^Ủy ban Kiểm/.test(p.textContent.trim())) p.remove()",
      );
      await page.waitForFunction(() =>
        /không còn trong bài/.test(
          globalThis.page.shadow.querySelector("[role=status]")?.textContent ?? "",
        ),
      );
      assert.equal(await page.evaluate(() => globalThis.page.selected), -1);
    },
  );

  browserTest(browser, "a link opens the same filtered view, without a setting", async (page) => {
    await attachTo(page, "daily", { legend: "open" });
    await catchTexts(page);
    await page.evaluate(() => {
      globalThis.page.filter(["digital"]);
      globalThis.page.setCollapsed(true);
    });
    await press(page, "Danh sách");
    await press(page, "Sao chép liên kết");
    const link = (await copied(page))!;
    assert.match(link, /#themelight=digital&themelight-collapsed$/);
    await page.goto(address("pages/daily.html"));
    await page.goto(link);
    await page.addScriptTag({ url: address("widget.js"), type: "module" });
    await page.waitForFunction("typeof attach === 'function'");
    const seen = await page.evaluate(async () => {
      globalThis.page = attach(toyTagger);
      await globalThis.page.done;
      await probes.frames();
      return [[...globalThis.page.filtered], globalThis.page.collapsed, location.hash];
    });
    assert.deepEqual(seen, [["digital"], true, new URL(link).hash]);
  });

  browserTest(
    browser,
    "the slider starts at the thresholds, has a tick for each, and shows its effect",
    async (page) => {
      await attachTo(page, "daily", { legend: "open" });
      await press(page, "Tùy chọn");
      const state = () =>
        page.evaluate(() => {
          const panel = globalThis.page.shadow.querySelector(".options")!;
          const change = panel.querySelector<HTMLElement>(".hint")!;
          return {
            value: panel.querySelector("input")!.value,
            said: panel.querySelector("output")!.textContent,
            ticks: [...panel.querySelectorAll<HTMLElement>(".ticks i")].map((one) =>
              Math.round(Number.parseFloat(one.style.insetInlineStart)),
            ),
            change: change.hidden ? "" : change.textContent,
          };
        });
      assert.deepEqual(await state(), {
        value: "50",
        said: "mặc định",
        ticks: [50, 50, 50, 50],
        change: "",
      });
      await page.evaluate(() => {
        const slider = globalThis.page.shadow.querySelector<HTMLInputElement>("input[type=range]")!;
        slider.value = "80";
        slider.dispatchEvent(new Event("input"));
      });
      const { said, change } = await state();
      assert.deepEqual([said, change], ["≥ 80%", "6 → 1 đoạn"]);
      await press(page, "Khôi phục mặc định");
      assert.equal((await state()).said, "mặc định");
    },
  );

  browserTest(browser, "the filter in the address can be shared", async (page) => {
    await attachTo(page, "daily", { share: true });
    await page.evaluate(() => globalThis.page.filter(["digital", "training"]));
    assert.match(page.url(), /#themelight=digital,training$/);
    await page.evaluate(() => {
      location.hash = "binh-luan&themelight=staffing";
    });
    await drawn(page);
    assert.deepEqual(await page.evaluate(() => [...globalThis.page.filtered]), ["staffing"]);
    await page.evaluate(() => globalThis.page.filter());
    assert.match(page.url(), /#binh-luan$/);
  });
}
