/** The extension over time: switched off and on, the browser started again, fifty pages, and asleep when nobody reads. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { findBrowser, missingBrowser } from "../../www/tools/browsers/find.mjs";
import {
  browserWindow,
  chromium,
  dropProfile,
  newProfile,
  startExtended,
  toFront,
  until,
} from "./lib/extension.js";
import { FILES } from "./lib/extension-pages.js";
import { type Desk, inBoth, textOf, themes } from "./lib/extension-suite.js";
import { site } from "./lib/harness.js";

const IDLE = { "extensions.background.idle.timeout": 1000 };
const GECKO = 'WebExtensionPolicy.getByID("themelight@themelight.org").extension';

/** Chromium stops an idle background after half a minute; the other tests of this file run meanwhile. */
const falling = findBrowser("chromium") ? fallsAsleep() : Promise.resolve();
falling.catch(() => {});

async function fallsAsleep(): Promise<void> {
  const served = await site({ files: FILES });
  const profile = newProfile("chromium");
  const { browser, press, close } = await chromium(profile, true);
  try {
    const page = await browser.newPage();
    await page.goto(`${served.url}plain.html`);
    await press(page);
    await until(async () => (await themes(page)).length > 0, "marks");
    const session = await browser.target().createCDPSession();
    const awake = async () => {
      const { targetInfos } = await session.send("Target.getTargets");
      return targetInfos.some(({ type }) => type === "service_worker");
    };
    assert.ok(await awake());
    await until(async () => !(await awake()), "sleep");
    await page.reload();
    await press(page);
    await until(async () => (await themes(page)).length > 0, "marks again");
  } finally {
    await close();
    await served.close();
    dropProfile(profile);
  }
}

inBoth("extension over time", { content: { files: FILES }, prefs: IDLE }, (desk) => {
  test("the background sleeps when nobody asks, and wakes for the next page", async () => {
    const page = await desk.tag("plain.html");
    const count = (await themes(page)).length;
    if (desk.name === "firefox") {
      const inBrowser = await browserWindow(desk.x.browser);
      await until(async () => (await inBrowser(`${GECKO}.backgroundState`)) === "stopped", "sleep");
    } else {
      // A devtools session keeps it awake, so the browser is asked to stop it; below it does so by itself.
      const worker = desk.x.browser.targets().find((target) => target.type() === "service_worker");
      await (await worker!.worker())!.close();
      await until(
        async () => !desk.x.browser.targets().some((target) => target.type() === "service_worker"),
        "sleep",
      );
    }
    await page.reload();
    await desk.x.press(page);
    await until(
      async () => (await themes(page)).length === count,
      "marks by a background that has just woken",
    );
    await page.close();
  });

  test("switched off under a marked page and on again: one set of marks, nothing left over", async () => {
    const page = await desk.tag("plain.html");
    const marked = await themes(page);
    await desk.x.enable(false);
    await desk.x.enable(true);
    await desk.x.press(page);
    const popup = await desk.x.popup(page);
    await until(async () => (await textOf(popup, "#place")).endsWith(`/${marked.length}`), "counted anew");
    assert.equal((await page.$$("themelight-ui")).length, 1);
    assert.deepEqual(await themes(page), marked);
    await popup.waitForSelector("#toggle:not([hidden])");
    await toFront(popup);
    await popup.click("#toggle");
    await until(async () => !(await page.$("themelight-ui")), "gone");
    assert.deepEqual(await themes(page), []);
  });

  /** Chooses “always on this site” for the page's site; gives the popup it was chosen in. */
  const always = async (page: Page): Promise<Page> => {
    await desk.x.allow(desk.served.url);
    await desk.x.press(page);
    const popup = await desk.x.popup(page);
    await popup.waitForSelector("#site:not([hidden]) input[value=always]");
    await toFront(popup);
    await popup.click("input[value=always]");
    await until(() => registered(popup), "registered");
    return popup;
  };

  test("fifty pages leave no more in memory than ten", async () => {
    const page = await desk.visit("plain.html");
    const popup = await always(page);
    await popup.close();
    // Which tab comes to the front then is the browser's affair, and only the one in front is drawn.
    await toFront(page);
    const read = async (pages: number) => {
      for (let i = 0; i < pages; i++) {
        await page.goto(new URL(`plain.html?${i}`, desk.served.url).href);
        await until(async () => (await themes(page)).length > 0, `marks on page ${i}`);
      }
      return memory(desk);
    };
    const after10 = await read(10);
    const after50 = await read(40);
    const grown = (after50 - after10) / 1024 / 1024;
    console.log(
      `${desk.name}: ${(after10 / 1024 / 1024).toFixed(1)} MB after 10 pages, ${grown.toFixed(1)} MB more after 50`,
    );
    assert.ok(
      grown < (desk.name === "chromium" ? 1 : 20),
      `${grown.toFixed(1)} MB more after 50 pages than after 10`,
    );
    await page.close();
  });

  test("the browser is closed and started again: what the reader chose is still there", async () => {
    const page = await desk.visit("plain.html");
    await always(page);
    await desk.x.close();
    desk.x = await startExtended(desk.name, desk.profile, IDLE);
    const options = await desk.x.own("options.html");
    await until(() => options.$("#sites tr"), "the site");
    if (desk.name === "chromium") {
      // Chromium forgets what an unpacked extension was allowed; the list says so, and one press allows it again.
      await desk.x.allow(desk.served.url);
      await toFront(options);
      // The list is built anew when its tab comes to the front.
      await until(
        () =>
          options.click("#sites .wrong").then(
            () => true,
            () => false,
          ),
        "the press",
      );
    }
    await until(() => registered(options), "registered");
    const again = await desk.visit("plain.html");
    await until(async () => (await themes(again)).length > 0, "tagged without a press");
  });
});

const registered = (own: Page): Promise<boolean> =>
  own.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0);

test(
  "chromium: left alone, the background stops by itself, and wakes for the next press",
  { skip: findBrowser("chromium") ? false : missingBrowser("chromium") },
  () => falling,
);

/** What the background holds, in bytes: the heap of Chromium's worker, or all of Firefox's extension process. */
async function memory({ name, x: { browser } }: Desk): Promise<number> {
  if (name === "firefox") {
    const inBrowser = await browserWindow(browser);
    return Number(
      await inBrowser(`(async () => {
        const { children } = await ChromeUtils.requestProcInfo();
        Services.obs.notifyObservers(null, "memory-pressure", "heap-minimize");
        return children.find(({ type }) => type === "extension").memory;
      })()`),
    );
  }
  const target = browser.targets().find((one) => one.type() === "service_worker")!;
  const session = await target.createCDPSession();
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const {
    usedSize,
    embedderHeapUsedSize = 0,
    backingStorageSize = 0,
  } = (await session.send("Runtime.getHeapUsage")) as {
    usedSize: number;
    embedderHeapUsedSize?: number;
    backingStorageSize?: number;
  };
  await session.detach();
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}
