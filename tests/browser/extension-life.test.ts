/**
 * The extension over time: switched off and on, browser restarts, memory, a background that is
 * stopped.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "puppeteer-core";
import { findBrowser, missingBrowser } from "../../www/tools/browsers/find.mjs";
import {
  browserWindow,
  chromium,
  dropProfile,
  newProfile,
  startWithExtension,
  toFront,
  until,
} from "./lib/extension.js";
import { FILES } from "./lib/extension-pages.js";
import { type Fixture, inBoth, textOf, themes } from "./lib/extension-suite.js";
import { site } from "./lib/harness.js";

const IDLE = { "extensions.background.idle.timeout": 1000 };
const GECKO = 'WebExtensionPolicy.getByID("themelight@themelight.org").extension';

/** Chromium stops an idle background after 30 s; the other tests of this file run meanwhile. */
const stopped = findBrowser("chromium") ? stopsWhenIdle() : Promise.resolve();
stopped.catch(() => {});

async function stopsWhenIdle(): Promise<void> {
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
    await until(async () => !(await awake()), "a stopped background");
    await page.reload();
    await press(page);
    await until(async () => (await themes(page)).length > 0, "marks again");
  } finally {
    await close();
    await served.close();
    dropProfile(profile);
  }
}

inBoth("extension over time", { content: { files: FILES }, prefs: IDLE }, (fixture) => {
  test("the browser stops an idle background, and starts it for the next page", async () => {
    const page = await fixture.tag("plain.html");
    const count = (await themes(page)).length;
    if (fixture.name === "firefox") {
      const inBrowser = await browserWindow(fixture.extension.browser);
      await until(
        async () => (await inBrowser(`${GECKO}.backgroundState`)) === "stopped",
        "a stopped background",
      );
    } else {
      // A devtools session keeps it running, so it is closed here; see `stopsWhenIdle` for the
      // browser's own way.
      // The page's last report may start it once more.
      await until(async () => {
        const worker = fixture.extension.browser
          .targets()
          .find((target) => target.type() === "service_worker");
        if (!worker) return true;
        await (await worker.worker())?.close();
        return false;
      }, "a stopped background");
    }
    await page.reload();
    await fixture.extension.press(page);
    await until(
      async () => (await themes(page)).length === count,
      "marks by a background that has just started",
    );
    await page.close();
  });

  test("switched off and on while a page is marked: one set of marks, no orphans", async () => {
    const page = await fixture.tag("plain.html");
    const marked = await themes(page);
    await fixture.extension.enable(false);
    await fixture.extension.enable(true);
    await fixture.extension.press(page);
    const popup = await fixture.extension.popup(page);
    await until(
      async () => (await textOf(popup, "#position")).endsWith(`/${marked.length}`),
      "counted anew",
    );
    assert.equal((await page.$$("themelight-ui")).length, 1);
    assert.deepEqual(await themes(page), marked);
    await popup.waitForSelector("#toggle:not([hidden])");
    await toFront(popup);
    await popup.click("#toggle");
    await until(async () => !(await page.$("themelight-ui")), "gone");
    assert.deepEqual(await themes(page), []);
  });

  /** Chooses “always on this site” in the page's popup, and returns that popup. */
  const always = async (page: Page): Promise<Page> => {
    await fixture.extension.allow(fixture.served.url);
    await fixture.extension.press(page);
    const popup = await fixture.extension.popup(page);
    await popup.waitForSelector("#site:not([hidden]) input[value=always]");
    await toFront(popup);
    await popup.click("input[value=always]");
    await until(() => registered(popup), "registered");
    return popup;
  };

  test("fifty pages leave no more in memory than ten pages", async () => {
    const page = await fixture.visit("plain.html");
    const popup = await always(page);
    await popup.close();
    // The browser may bring another tab to the front, and only the one in front is drawn.
    await toFront(page);
    const read = async (pages: number) => {
      for (let i = 0; i < pages; i++) {
        await page.goto(new URL(`plain.html?${i}`, fixture.served.url).href);
        await until(async () => (await themes(page)).length > 0, `marks on page ${i}`);
      }
      return memory(fixture);
    };
    const after10 = await read(10);
    const after50 = await read(40);
    const grown = (after50 - after10) / 1024 / 1024;
    console.log(
      `${fixture.name}: ${(after10 / 1024 / 1024).toFixed(1)} MB after 10 pages, ${grown.toFixed(1)} MB more after 50`,
    );
    assert.ok(
      grown < (fixture.name === "chromium" ? 1 : 20),
      `${grown.toFixed(1)} MB more after 50 pages than after 10`,
    );
    await page.close();
  });

  test("settings survive a restart of the browser", async () => {
    const page = await fixture.visit("plain.html");
    await always(page);
    await fixture.extension.close();
    fixture.extension = await startWithExtension(fixture.name, fixture.profile, IDLE);
    const options = await fixture.extension.own("options.html");
    await until(() => options.$("#sites tr"), "the site");
    if (fixture.name === "chromium") {
      // Chromium forgets the permissions of unpacked extensions; a press in the list requests them
      // again.
      await fixture.extension.allow(fixture.served.url);
      await toFront(options);
      // The list is rebuilt when its tab comes to the front.
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
    const again = await fixture.visit("plain.html");
    await until(async () => (await themes(again)).length > 0, "tagged without a press");
  });
});

const registered = (own: Page): Promise<boolean> =>
  own.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length > 0);

test(
  "chromium: an idle background stops by itself, and starts for the next press",
  { skip: findBrowser("chromium") ? false : missingBrowser("chromium") },
  () => stopped,
);

/** Memory in bytes: the heap of Chromium's worker, or all of Firefox's extension process. */
async function memory({ name, extension: { browser } }: Fixture): Promise<number> {
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
