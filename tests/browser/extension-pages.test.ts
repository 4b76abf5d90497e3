/** The extension on pages that make it hard, and on pages that cannot be tagged: marks, or a clear word, never an error. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { toFront, until } from "./lib/extension.js";
import { FILES } from "./lib/extension-pages.js";
import { type Desk, inBoth, ours, textOf, themes } from "./lib/extension-suite.js";
import { complaints } from "./lib/harness.js";

inBoth("extension on hard pages", { content: { files: FILES, links: { embed: "dist/embed" } } }, (desk) => {
  for (const path of ["strict.html", "trusted.html", "dark.html"]) {
    test(`${path}: marked as any page, and nothing in the console`, async () => {
      const page = await desk.visit(path);
      const wrong = complaints(page);
      await desk.x.press(page);
      await until(async () => (await themes(page)).length >= 5, "marks");
      await toFront(page);
      await ours(page, ".label");
      await ours(page, ".pill");
      const dark = await page.$eval("themelight-ui", (host) => host.hasAttribute("data-dark"));
      assert.equal(dark, path === "dark.html");
      assert.deepEqual(wrong, []);
      await page.close();
    });
  }

  test("an article in a frame of the same site is found, marked and counted", async () => {
    const page = await desk.visit("frame.html");
    await desk.x.press(page);
    const frame = page.frames().find((one) => one.url().endsWith("inner.html"))!;
    await until(async () => (await frame.$$("[data-themelight]")).length >= 5, "marks in the frame");
    // Nothing of ours shows around the frame.
    assert.equal(await page.$eval("themelight-ui", (host) => (host as HTMLElement).style.display), "none");
    const popup = await desk.x.popup(page);
    await until(async () => Number((await textOf(popup, "#place")).split("/")[1]) >= 5, "the frame's count");
    await popup.close();
    await page.close();
  });

  test("a page that changes its article without loading is followed", async () => {
    const page = await desk.tag("app.html");
    const before = (await themes(page)).length;
    await toFront(page);
    await page.click("#go");
    await until(
      async () => (await textOf(page, "h1")) === "Bài thứ hai" && (await themes(page)).length > 0,
      "new marks",
    );
    assert.ok((await themes(page)).length < before);
    await page.close();
  });

  test("a hostile page cannot break it, talk to it, or correct in its reader's name", async () => {
    const page = await desk.visit("hostile.html");
    await desk.x.press(page);
    const marked = () => page.evaluate("document.querySelector('[data-themelight]') !== null");
    await until(marked, "marks");
    await toFront(page);
    // By puppeteer's own world, which the page cannot reach either.
    await (await page.waitForSelector("themelight-ui >>> .label"))!.click();
    await until(() => page.evaluate("globalThis.pressed > 5"), "the page presses our buttons");
    const options = await desk.x.own("options.html");
    await until(() => options.$("#themes [data-theme]"), "the options");
    assert.equal((await options.$$("#corrections li")).length, 0);
    assert.ok(await marked());
    assert.equal(
      await page.evaluate("typeof (globalThis.chrome?.runtime ?? globalThis.browser?.runtime)"),
      "undefined",
    );
    await options.close();
    await page.close();
  });

  test("five thousand paragraphs and one without end", async () => {
    const page = await desk.tag("long.html");
    await toFront(page);
    const marks = () => page.evaluate(() => document.querySelectorAll("[data-themelight]").length);
    await until(async () => (await marks()) > 2000, "all of them");
    // The last is longer than any paragraph should be; it does not stop the rest.
    assert.match(await status(desk, page), /đoạn|paragraphs/);
    await page.close();
  });

  test("with the embed on the page there is one set of marks, and the embed may have it back", async () => {
    const page = await desk.visit("with-embed.html");
    await until(async () => (await themes(page)).length >= 5, "the embed's marks");
    await desk.x.press(page);
    const popup = await desk.x.popup(page);
    await until(async () => Number((await textOf(popup, "#place")).split("/")[1]) >= 5, "ours");
    assert.equal((await page.$$("themelight-ui")).length, 1);
    await page.evaluate(() => window.themelight!.attach());
    await until(
      async () => popup.$eval("#found", (found) => found.hasAttribute("hidden")),
      "the embed's again",
    );
    assert.equal((await page.$$("themelight-ui")).length, 1);
    await popup.close();
    await page.close();
  });

  test("pages without an article, pages that decline, pages of the browser: a clear word", async () => {
    const none = await desk.visit("none.html");
    await desk.x.press(none);
    assert.match(await status(desk, none), /Không thấy bài|No article/);
    const declined = await desk.visit("no-thanks.html");
    await desk.x.press(declined);
    assert.match(await status(desk, declined), /đề nghị không|asks not/);
    assert.equal(await none.$eval("themelight-ui", (host) => (host as HTMLElement).style.display), "none");
    assert.deepEqual(await themes(declined), []);
    const own = await desk.x.own("popup.html?tab=-1");
    for (const [url, words] of [
      ["about:blank", /còn trống|is empty|không cho đọc|does not allow/],
      [desk.x.url("welcome.html"), /riêng của trình duyệt|belongs to the browser/],
    ] as const) {
      const id = await own.evaluate(
        async (to) => (await chrome.tabs.create({ url: to, active: false })).id,
        url,
      );
      const popup = await desk.x.own(`popup.html?tab=${id}`);
      await until(async () => words.test(await textOf(popup, "#status")), `a word on ${url}`);
      await popup.close();
    }
    await own.close();
  });
});

async function status(desk: Desk, page: Page): Promise<string> {
  const popup = await desk.x.popup(page);
  const busy = /Đang đọc|Reading/;
  const text = await until(async () => {
    const said = await textOf(popup, "#status");
    return said && !busy.test(said) ? said : "";
  }, "the popup's word");
  await popup.close();
  return text;
}
