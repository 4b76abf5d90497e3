/**
 * The extension on difficult pages, and on pages that cannot be tagged: marks or a clear message,
 * never an error.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { browserWindow, toFront, until } from "./lib/extension.js";
import { FILES } from "./lib/extension-pages.js";
import { type Fixture, inBoth, ours, textOf, themes } from "./lib/extension-suite.js";
import { complaints } from "./lib/harness.js";

inBoth(
  "extension on hard pages",
  { content: { files: FILES, links: { embed: "dist/embed" } } },
  (fixture) => {
    for (const path of ["strict.html", "trusted.html", "dark.html"]) {
      test(`${path}: marked, and nothing in the console`, async () => {
        const page = await fixture.visit(path);
        const wrong = complaints(page);
        await fixture.extension.press(page);
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
      const page = await fixture.visit("frame.html");
      await fixture.extension.press(page);
      const frame = page.frames().find((one) => one.url().endsWith("inner.html"))!;
      await until(
        async () => (await frame.$$("[data-themelight]")).length >= 5,
        "marks in the frame",
      );
      // Our element in the outer page is hidden.
      assert.equal(
        await page.$eval("themelight-ui", (host) => (host as HTMLElement).style.display),
        "none",
      );
      const popup = await fixture.extension.popup(page);
      await until(
        async () => Number((await textOf(popup, "#position")).split("/")[1]) >= 5,
        "the frame's count",
      );
      await popup.close();
      await page.close();
    });

    test("a page that replaces its article without loading is marked again", async () => {
      const page = await fixture.tag("app.html");
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

    test("a hostile page can neither break it, send it messages, nor correct anything", async () => {
      const page = await fixture.visit("hostile.html");
      await fixture.extension.press(page);
      const marked = () => page.evaluate("document.querySelector('[data-themelight]') !== null");
      await until(marked, "marks");
      await toFront(page);
      // In puppeteer's isolated world, which the page cannot change.
      await (await page.waitForSelector("themelight-ui >>> .label"))!.click();
      await until(() => page.evaluate("globalThis.pressed > 5"), "the page presses our buttons");
      const options = await fixture.extension.own("options.html");
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

    test("five thousand paragraphs, one of them over a million characters long", async () => {
      const page = await fixture.tag("long.html");
      await toFront(page);
      const marks = () =>
        page.evaluate(() => document.querySelectorAll("[data-themelight]").length);
      await until(async () => (await marks()) > 2000, "all of them");
      // The last paragraph is over the limit; the others are marked.
      assert.match(await status(fixture, page), /đoạn|paragraphs/);
      await page.close();
    });

    test("beside the embed there is one set of marks, and the embed can take over again", async () => {
      const page = await fixture.visit("with-embed.html");
      await until(async () => (await themes(page)).length >= 5, "the embed's marks");
      await fixture.extension.press(page);
      const popup = await fixture.extension.popup(page);
      await until(
        async () => Number((await textOf(popup, "#position")).split("/")[1]) >= 5,
        "ours",
      );
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

    test("pages without an article, pages that decline, pages of the browser: a clear message", async () => {
      const none = await fixture.visit("none.html");
      await fixture.extension.press(none);
      assert.match(await status(fixture, none), /Không tìm thấy bài|No article/);
      const declined = await fixture.visit("no-thanks.html");
      await fixture.extension.press(declined);
      assert.match(await status(fixture, declined), /đề nghị không|asks not/);
      assert.equal(
        await none.$eval("themelight-ui", (host) => (host as HTMLElement).style.display),
        "none",
      );
      assert.deepEqual(await themes(declined), []);
      const own = await fixture.extension.own("popup.html?tab=-1");
      for (const [url, words] of [
        ["about:blank", /còn trống|is empty|không cho phép đọc|does not let/],
        [fixture.extension.url("welcome.html"), /riêng của trình duyệt|belongs to the browser/],
      ] as const) {
        const id = await own.evaluate(
          async (to) => (await chrome.tabs.create({ url: to, active: false })).id,
          url,
        );
        const popup = await fixture.extension.own(`popup.html?tab=${id}`);
        await until(async () => words.test(await textOf(popup, "#status")), `a message on ${url}`);
        await popup.close();
      }
      await own.close();
    });

    // The last one: Firefox is slower with a screen reader.
    test("a screen reader reads the themes before the text", async () => {
      const page = await fixture.tag("plain.html");
      await toFront(page);
      const lines = await until(async () => {
        const all = await spoken(fixture, page);
        return all.some((text) => text.startsWith("Chủ đề")) ? all : undefined;
      }, "labels");
      const first = await page.$eval("[data-themelight]", (one) => one.textContent!.trim());
      const at = lines.findIndex((text) => text.trim() === first);
      assert.match(lines[at - 1] ?? "", /^Chủ đề: .+\.\s*$/, lines.slice(0, 9).join("\n"));
      await page.close();
    });
  },
);

async function status(fixture: Fixture, page: Page): Promise<string> {
  const popup = await fixture.extension.popup(page);
  const busy = /Đang đọc|Reading/;
  const text = await until(async () => {
    const said = await textOf(popup, "#status");
    return said && !busy.test(said) ? said : "";
  }, "the message of the popup");
  await popup.close();
  return text;
}

/** Returns the texts that a screen reader gets from the page in front, in their order. */
async function spoken({ name, extension }: Fixture, page: Page): Promise<readonly string[]> {
  if (name === "chromium") {
    const session = await page.createCDPSession();
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const texts: string[] = [];
    const visit = (id: string) => {
      const node = byId.get(id);
      if (node?.role?.value === "StaticText") texts.push(String(node.name?.value));
      for (const child of node?.childIds ?? []) visit(child);
    };
    visit(nodes[0]!.nodeId);
    return texts;
  }
  const run = await browserWindow(extension.browser);
  const texts = await run(`(() => {
    const service = Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService);
    const texts = [];
    const visit = (one) => {
      if (/text/.test(service.getStringRole(one.role)) && one.name) texts.push(one.name);
      for (let child = one.firstChild; child; child = child.nextSibling) visit(child);
    };
    const tab = service.getAccessibleFor(gBrowser.selectedBrowser);
    if (tab) visit(tab);
    return JSON.stringify(texts);
  })()`);
  return JSON.parse(String(texts));
}
