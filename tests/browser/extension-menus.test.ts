/** Context menu, keyboard, quota, no network. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { browserWindow, toFront, until } from "./lib/extension.js";
import { FILES } from "./lib/extension-pages.js";
import { type Fixture, inBoth, ours, themes } from "./lib/extension-suite.js";

inBoth(
  "extension, menus and keyboard",
  { content: { files: FILES, links: { pages: "tests/fixtures/pages" } } },
  (fixture) => {
    if (fixture.name === "chromium") {
      // Only Chromium lets a test set the quota. It caches an earlier quota for a while, so this
      // test is the first.
      test("a full disk is reported with what to do", async () => {
        const options = await fixture.extension.own("options.html");
        await until(() => options.$("#themes [data-theme]"), "the options");
        const session = await options.createCDPSession();
        const { origin } = new URL(fixture.extension.url(""));
        await session.send("Storage.overrideQuotaForOrigin", {
          origin: origin === "null" ? fixture.extension.url("").slice(0, -1) : origin,
          quotaSize: 1,
        });
        const input = (await options.$("#model-file")) as unknown as {
          uploadFile(path: string): Promise<void>;
        };
        await input.uploadFile("models/vi-public-life/vi-public-life.model");
        const notice = () => options.$eval("#notice", (one) => one.textContent ?? "");
        await until(async () => /hết chỗ lưu|out of storage/.test(await notice()), "the message");
        await options.close();
      });
    }

    test("“why?” in the context menu explains the paragraph under the pointer", async () => {
      const page = await fixture.tag("pages/daily.html");
      await toFront(page);
      const paragraph = (await page.$('[data-themelight="discipline"]'))!;
      await chooseInMenu(fixture, page, paragraph, "why");
      assert.match(await textIn(page, ".verdict"), /Kiểm tra, giám sát, kỷ luật/);
      await page.close();
    });

    test("selected text is tagged in a card", async () => {
      const page = await fixture.tag("pages/daily.html");
      await toFront(page);
      const paragraph = (await page.$('[data-themelight="digital"]'))!;
      await page.evaluate((element) => getSelection()!.selectAllChildren(element), paragraph);
      await chooseInMenu(fixture, page, paragraph, "selection");
      await until(() => page.$("themelight-note"), "the card");
      await page.keyboard.press("Escape");
      await until(async () => !(await page.$("themelight-note")), "the card is gone");
      await page.close();
    });

    test("the keyboard command marks the page and removes the marks", async () => {
      const page = await fixture.tag("pages/daily.html");
      await toFront(page);
      await command(fixture);
      await until(async () => !(await themes(page)).length, "no marks");
      await command(fixture);
      await until(async () => (await themes(page)).length === 7, "marks");
      await page.close();
    });

    test("neither our pages nor the background can reach the network", async () => {
      const own = await fixture.extension.own("options.html");
      const reach = (url: string) =>
        fetch(url).then(
          () => "reached",
          () => "refused",
        );
      assert.equal(await own.evaluate(reach, `${fixture.served.url}plain.html`), "refused");
      assert.equal(await own.evaluate(reach, "vi-public-life.model"), "reached");
      const worker = fixture.extension.browser
        .targets()
        .find((target) => target.type() === "service_worker");
      if (worker)
        assert.equal(
          await (await worker.worker())!.evaluate(reach, `${fixture.served.url}plain.html`),
          "refused",
        );
      await own.close();
    });
  },
);

const textIn = async (page: Page, selector: string): Promise<string> =>
  (await ours(page, selector)).evaluate((one) => one.textContent ?? "");

/** Opens the context menu on an element and selects our entry. */
async function chooseInMenu(
  { name, extension }: Fixture,
  page: Page,
  element: NonNullable<Awaited<ReturnType<Page["$"]>>>,
  entry: "why" | "selection",
): Promise<void> {
  await element.click({ button: "right" });
  if (name === "firefox") {
    const inBrowser = await browserWindow(extension.browser);
    const item = `document.querySelector('#contentAreaContextMenu [id$="menuitem-_${entry}"]')`;
    await until(
      () =>
        inBrowser(
          `document.getElementById("contentAreaContextMenu").state === "open" && !!${item}`,
        ),
      "the menu",
    );
    await inBrowser(
      `${item}.doCommand(); document.getElementById("contentAreaContextMenu").hidePopup(); true`,
    );
    return;
  }
  // Chromium shows the system's menu, which a test cannot click; its event is dispatched instead.
  const worker = extension.browser.targets().find((target) => target.type() === "service_worker")!;
  const selection = await page.evaluate(() => String(getSelection()));
  await (await worker.worker())!.evaluate(
    async (url, menuItemId, selectionText) => {
      const tab = (await chrome.tabs.query({})).find((one) => one.url === url);
      const { dispatch } = chrome.contextMenus.onClicked as unknown as {
        dispatch(info: object, tab: object): void;
      };
      dispatch.call(chrome.contextMenus.onClicked, { menuItemId, selectionText, frameId: 0 }, tab!);
    },
    page.url(),
    entry,
    selection,
  );
}

async function command({ name, extension }: Fixture): Promise<void> {
  if (name === "firefox") {
    const inBrowser = await browserWindow(extension.browser);
    await inBrowser(`document.querySelector('keyset[id*="themelight"] key').doCommand(); true`);
    return;
  }
  const worker = extension.browser.targets().find((target) => target.type() === "service_worker")!;
  await (await worker.worker())!.evaluate(async () => {
    const [tab] = await chrome.tabs.query({ active: true });
    const { dispatch } = chrome.commands.onCommand as unknown as {
      dispatch(name: string, tab: object): void;
    };
    dispatch.call(chrome.commands.onCommand, "tag-page", tab!);
  });
}
