/** The popup: why a page has no marks, counts, focus, large text, forced colours. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Page } from "puppeteer-core";
import { toFront, until } from "./lib/extension.js";
import { FILES } from "./lib/extension-pages.js";
import { type Fixture, inBoth, ours, storeSettings, textOf } from "./lib/extension-suite.js";
import { goOffline, STORES } from "./lib/walks/popup.js";

inBoth("extension, popup", { content: { files: FILES } }, (fixture) => {
  beforeEach(() => storeSettings(fixture, { lang: "vi" }));

  test("an article, none, another language, no theme, hidden text: each has its own sentence", async () => {
    const expected: Readonly<Record<string, [RegExp, RegExp]>> = {
      "plain.html": [/^\d+ đoạn · \d chủ đề$/, /^$/],
      "none.html": [/^Không tìm thấy bài viết trên trang này$/, /Chọn vùng bài viết/],
      "english.html": [/^Chỉ nhận diện được bài viết bằng tiếng Việt$/, /thêm mô hình/],
      "without-theme.html": [/^Không có chủ đề nào trên trang này$/, /Đã đọc 3 đoạn/],
      "hidden.html": [/^Bài viết đang bị ẩn$/, /Khi bài hiện ra/],
      "shadow.html": [/^Chưa đọc được bài viết trên trang này$/, /shadow DOM/],
    };
    for (const [path, [first, more]] of Object.entries(expected)) {
      const page = await fixture.visit(path);
      await fixture.extension.press(page);
      const popup = await fixture.extension.popup(page);
      await until(async () => first.test(await textOf(popup, "#status")), `${path}: ${first}`);
      assert.match(await textOf(popup, "#more"), more, path);
      // Counts stand beside themes only where themes were found or could have been.
      const rows = await popup.$eval("#found", (found) => !(found as HTMLElement).hidden);
      assert.equal(rows, path === "plain.html" || path === "without-theme.html", path);
      const useless = await popup.$$eval(".row", (all) =>
        (all as HTMLButtonElement[]).filter(
          ({ disabled, textContent }) => disabled !== /(?<!\d)0$/.test(textContent),
        ),
      );
      assert.equal(useless.length, 0, `${path}: a filter is off only where it would keep nothing`);
      await popup.close();
      await page.close();
    }
  });

  test("the popup's sentence is the one of the page's legend", async () => {
    for (const path of ["english.html", "without-theme.html"]) {
      const page = await fixture.visit(path);
      await fixture.extension.press(page);
      await toFront(page);
      const pill = await (await ours(page, ".pill")).evaluate((one) => one.textContent);
      const popup = await fixture.extension.popup(page);
      await until(async () => (await textOf(popup, "#status")) === pill, `“${pill}”`);
      await popup.close();
      await page.close();
    }
  });

  test("text that was hidden is marked and counted once it shows", async () => {
    const page = await fixture.visit("hidden.html");
    await fixture.extension.press(page);
    const popup = await fixture.extension.popup(page);
    await until(async () => /bị ẩn/.test(await textOf(popup, "#status")), "hidden");
    await toFront(page);
    await page.evaluate(() => {
      document.getElementById("wall")!.style.display = "";
    });
    await until(async () => /^\d+ đoạn/.test(await textOf(popup, "#status")), "the count");
    await popup.close();
    await page.close();
  });

  test("where a page may not be read, the popup says so, and offers nothing that has no effect", async () => {
    const page = await fixture.tag("plain.html");
    const popup = await fixture.extension.popup(page);
    await until(() => popup.$(".row"), "the rows");
    await goOffline(page, "https://offline.example/");
    await toFront(popup);
    await popup.$eval("#next", (next) => (next as HTMLElement).click());
    await until(
      async () => /không cho phép đọc trang này$/.test(await textOf(popup, "#status")),
      "the sentence",
    );
    const offered = () =>
      popup.$$eval("#found, #toggle, #site, #pick-line", (all) =>
        all.filter((one) => one.checkVisibility()).map(({ id }) => id),
      );
    assert.deepEqual(await offered(), ["site"], "the marks of the page before are gone");

    const store = await fixture.extension.browser.newPage();
    await goOffline(store, STORES[fixture.name]);
    await fixture.extension.press(store);
    const id = await popup.evaluate(
      async () => (await chrome.tabs.query({ active: true, currentWindow: true }))[0]!.id,
    );
    await popup.evaluate((address) => location.replace(address), `popup.html?tab=${id}`);
    await until(
      async () => /cửa hàng/.test(await textOf(popup, "#status").catch(() => "")),
      "the store",
    );
    assert.match(await textOf(popup, "#more"), /mở một bài báo/);
    assert.deepEqual(await offered(), [], "no rules for a store");
    for (const one of [popup, page, store]) await one.close();
  });

  test("a filter is named, can be removed, and its row keeps the keyboard focus", async () => {
    const popup = await opened(fixture, "plain.html");
    await popup.focus(".row");
    await popup.keyboard.press("Enter");
    await until(async () => /^Đang lọc: /.test(await textOf(popup, "#status")), "the filter");
    const focus = () =>
      popup.evaluate(() => document.activeElement?.getAttribute("aria-pressed") ?? "elsewhere");
    await until(async () => (await focus()) === "true", "the row in focus");
    await popup.keyboard.press("Enter");
    await until(async () => /^\d+ đoạn · /.test(await textOf(popup, "#status")), "no filter");
    assert.equal(await focus(), "false");
    await popup.close();
  });

  test("text of twice the size fits, and every control can be hit", async () => {
    const popup = await opened(fixture, "plain.html");
    for (const [size, width] of [
      ["100%", 340],
      ["200%", 680],
      ["300%", 780],
    ] as const) {
      await popup.setViewport({ width, height: 600 });
      const wrong = await popup.evaluate((to) => {
        document.documentElement.style.fontSize = to;
        const found: string[] = [];
        for (const one of document.querySelectorAll("body, body *")) {
          const { left, right, width, height } = one.getBoundingClientRect();
          if (!width) continue;
          if (left < -0.5 || right > innerWidth + 0.5)
            found.push(`${one.tagName}#${one.id} sticks out`);
          const target = one.closest("label") ?? one;
          const small = Math.min(height, target.getBoundingClientRect().height) < 24;
          if (one.matches("button, select") && small) found.push(`${one.id} is ${height} px tall`);
          if (one.matches("input") && target.getBoundingClientRect().height < 24)
            found.push(`${(one as HTMLInputElement).value} is too small`);
        }
        return found;
      }, size);
      assert.deepEqual(wrong, [], size);
    }
    await popup.close();
  });

  if (fixture.name === "chromium") {
    // Only Chromium lets a test turn forced colours on.
    test("in forced colours a kept theme is outlined", async () => {
      const popup = await opened(fixture, "plain.html");
      const session = await popup.createCDPSession();
      await session.send("Emulation.setEmulatedMedia", {
        features: [{ name: "forced-colors", value: "active" }],
      });
      const outlines = () =>
        popup.$$eval(".row", (rows) => rows.map((row) => getComputedStyle(row).outlineStyle));
      await popup.$eval(".row:nth-child(2)", (row) => (row as HTMLElement).click());
      await until(async () => (await outlines())[1] === "solid", "an outline");
      assert.deepEqual((await outlines()).filter((style) => style === "solid").length, 1);
      await popup.close();
    });
  }
});

/** Marks a page and opens its popup. */
async function opened(fixture: Fixture, path: string): Promise<Page> {
  const page = await fixture.tag(path);
  const popup = await fixture.extension.popup(page);
  await until(() => popup.$(".row"), "the rows");
  await toFront(popup);
  return popup;
}
