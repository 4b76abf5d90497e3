/** The picker of the article: pointer, keyboard, outlines, what it says. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CDPSession, Page } from "puppeteer-core";
import { toFront, until } from "./lib/extension.js";
import { click, type Fixture, inBoth, storeSettings, themes } from "./lib/extension-suite.js";

const SITE = { content: { links: { pages: "tests/fixtures/pages" } } };

inBoth("extension, picker", SITE, (fixture) => {
  test("the reader points at the article, and the site is remembered", async () => {
    const page = await fixture.tag("pages/daily.html");
    const box = await (await page.$("[data-themelight]"))!.boundingBox();
    await openPicker(fixture, page);
    await page.mouse.move(box!.x + 5, box!.y + 5);
    await page.mouse.click(box!.x + 5, box!.y + 5);
    // The text around the paragraph is chosen first; the arrow key narrows it to the paragraph.
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await until(async () => !(await page.$("themelight-picker")), "accepted");
    await until(async () => (await themes(page)).length === 1, "only what was pointed at");
    await page.reload();
    await fixture.extension.press(page);
    await until(async () => (await themes(page)).length === 1, "the same article again");
    const options = await fixture.extension.own("options.html");
    await until(() => options.$("#sites tr"), "remembered");
    await click(options, "#sites .link");
    await until(async () => !(await options.$("#sites tr")), "forgotten");
    await options.close();
    await page.close();
  });

  test("with the keyboard alone: begin in the middle, wider, narrower, beside, accept", async () => {
    const page = await fixture.tag("pages/daily.html");
    // The fourth paragraph in the middle of the window.
    await page.evaluate(() =>
      document.querySelectorAll("[data-themelight]")[3]!.scrollIntoView({ block: "center" }),
    );
    await openPicker(fixture, page);
    for (const key of ["ArrowUp", "ArrowUp", "ArrowDown", "Enter"] as const)
      await page.keyboard.press(key);
    await until(async () => !(await page.$("themelight-picker")), "accepted");
    await until(async () => (await themes(page)).length > 1, "the text around the middle");

    await openPicker(fixture, page);
    // Down to one paragraph of the text in the middle, then to those beside it.
    for (const key of ["ArrowUp", "ArrowDown", "ArrowRight", "ArrowLeft", "Enter"] as const)
      await page.keyboard.press(key);
    await until(async () => !(await page.$("themelight-picker")), "accepted");
    await until(async () => (await themes(page)).length <= 1, "one element");
    await page.close();
  });

  test("Escape cancels: the page is marked as before, and nothing is remembered", async () => {
    const page = await fixture.tag("pages/daily.html");
    const before = await themes(page);
    await openPicker(fixture, page);
    assert.deepEqual(await themes(page), []);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Escape");
    await until(async () => !(await page.$("themelight-picker")), "closed");
    await until(async () => String(await themes(page)) === String(before), "as before");
    const own = await fixture.extension.own("popup.html?tab=-1");
    const stored = await own.evaluate(() => chrome.storage.local.get("settings"));
    assert.equal(JSON.stringify(stored).includes("root"), false);
    await own.close();
    await page.close();
  });

  if (fixture.name === "chromium") {
    // Only Chromium's protocol sees into the picker's closed shadow root.
    test("the pointer outlines what a press would take, with its paragraphs and their number", async () => {
      await storeSettings(fixture, { lang: "vi" });
      const page = await fixture.tag("pages/daily.html");
      const box = (await (await page.$("[data-themelight]"))!.boundingBox())!;
      await openPicker(fixture, page);
      const session = await page.createCDPSession();
      const seen = () => insidePicker(session);
      await until(async () => /Trỏ vào bài viết/.test((await seen()).status), "the hint");
      await page.mouse.move(box.x + 5, box.y + 5);
      await until(
        async () => /^Vùng này có \d+ đoạn\. Bấm để chọn\.$/.test((await seen()).status),
        "the number",
      );
      const { status, frames, parts } = await seen();
      const announced = Number(/\d+/.exec(status)![0]);
      assert.equal(frames, 1);
      assert.ok(parts >= 2 && parts <= announced, `${parts} outlines, ${announced} paragraphs`);
      // Nothing is fixed yet: elsewhere there is something else.
      const heading = (await (await page.$("header, h1"))!.boundingBox())!;
      await page.mouse.move(heading.x + 5, heading.y + 5);
      await page.mouse.move(box.x + 5, box.y + 5);
      await page.mouse.click(box.x + 5, box.y + 5);
      await until(async () => (await seen()).status === `Vùng này có ${announced} đoạn.`, "chosen");
      await page.keyboard.press("Enter");
      await until(async () => (await themes(page)).length > 1, "marks");
      const popup = await fixture.extension.popup(page);
      const taken = () =>
        popup.evaluate(async () => {
          const id = Number(new URLSearchParams(location.search).get("tab"));
          return (await chrome.tabs.sendMessage(id, { type: "state" })).paragraphs;
        });
      await until(async () => (await taken()) === announced, "as many as announced");
      await popup.close();
      await page.close();
    });
  }
});

/** Opens the picker from the popup, and waits until it has the focus. */
async function openPicker(fixture: Fixture, page: Page): Promise<void> {
  const popup = await fixture.extension.popup(page);
  await popup.waitForSelector("#pick-line:not([hidden])");
  await click(popup, "#pick");
  await toFront(page);
  await until(
    () => page.evaluate(() => document.activeElement?.localName === "themelight-picker"),
    "the picker",
  );
}

interface Inside {
  status: string;
  frames: number;
  parts: number;
}

/** Reads the picker's text and counts its outlines. */
async function insidePicker(session: CDPSession): Promise<Inside> {
  const { root } = await session.send("DOM.getDocument", { depth: -1, pierce: true });
  const inside: Inside = { status: "", frames: 0, parts: 0 };
  const visit = (node: typeof root, within: boolean): void => {
    const found = within || node.localName === "themelight-picker";
    const attributes = node.attributes ?? [];
    const attributeOf = (name: string) => {
      const at = attributes.findIndex((one, i) => i % 2 === 0 && one === name);
      return at < 0 ? undefined : attributes[at + 1];
    };
    if (found && attributeOf("role") === "status")
      inside.status = node.children?.[0]?.nodeValue ?? "";
    if (found && attributeOf("class") === "frame" && attributeOf("hidden") === undefined)
      inside.frames++;
    if (found && attributeOf("class") === "part") inside.parts++;
    for (const one of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) visit(one, found);
  };
  visit(root, false);
  return inside;
}
