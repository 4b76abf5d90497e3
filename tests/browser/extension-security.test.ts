/** What pages may learn of the reader, limits, and damaged storage, in Chromium and Firefox. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Page } from "puppeteer-core";
import type { Settings } from "../../www/extension/shared/settings.js";
import { toFront, until } from "./lib/extension.js";
import { FILES } from "./lib/extension-pages.js";
import { type Fixture, inBoth, ours, textOf, themes } from "./lib/extension-suite.js";
import { type Site, site } from "./lib/harness.js";

/**
 * The same pages on another port, which is another origin, and a page that embeds the first site.
 */
let other: Promise<Site> | undefined;
const otherSite = (): Promise<Site> => {
  other ??= site({ files: FILES });
  return other;
};
after(async () => (await other)?.close());

inBoth("extension, security", { content: { files: FILES } }, (fixture) => {
  test("what the reader corrects on one site changes nothing on another", async () => {
    const page = await fixture.tag("plain.html");
    const before = await themes(page);
    await refuseStrongest(page);
    const corrected = await until(async () => changed(await themes(page), before), "a correction");

    const elsewhere = await fixture.extension.browser.newPage();
    await elsewhere.goto(`${(await otherSite()).url}plain.html`);
    await fixture.extension.press(elsewhere);
    await until(async () => (await themes(elsewhere)).length, "marks on the other site");
    assert.deepEqual(await settled(fixture, elsewhere), before);

    await page.reload();
    await fixture.extension.press(page);
    await until(async () => (await themes(page)).length, "marks again");
    assert.deepEqual(await settled(fixture, page), corrected);
    const options = await fixture.extension.own("options.html");
    await until(() => options.$("#corrections li"), "the list");
    assert.match(
      await textOf(options, "#corrections li"),
      new RegExp(new URL(fixture.served.url).host),
    );
  });

  test("a frame gets what belongs to its own origin, a sandboxed one nothing", async () => {
    const page = await fixture.tag("plain.html");
    const before = await themes(page);
    await refuseStrongest(page);
    const corrected = await until(async () => changed(await themes(page), before), "a correction");

    await fixture.extension.allow(fixture.served.url);
    const popup = await fixture.extension.popup(page);
    await popup.waitForSelector("#site:not([hidden]) input[value=always]");
    await press(popup, "input[value=always]");
    await until(
      () => popup.evaluate(() => chrome.permissions.contains({ origins: ["http://localhost/*"] })),
      "access",
    );
    await popup.close();
    for (const [sandbox, expected] of [
      ["", corrected],
      ["sandbox", before],
    ] as const) {
      const outside = await site({
        files: {
          "outer.html": `<!doctype html><html lang="vi"><body><p>Bài nằm trong khung.</p>
            <iframe ${sandbox} src="${fixture.served.url}plain.html" width="900" height="700"></iframe>`,
        },
      });
      const outer = await fixture.extension.browser.newPage();
      await outer.goto(`${outside.url}outer.html`);
      await fixture.extension.press(outer);
      const inner = outer.frames().find((frame) => frame.url().endsWith("plain.html"))!;
      const marks = () =>
        inner.$$eval("[data-themelight]", (all) =>
          all.map((one) => one.getAttribute("data-themelight")),
        );
      await until(
        async () => (await marks()).length >= expected.length,
        `marks in the frame ${sandbox}`,
      );
      assert.deepEqual(await marks(), expected);
      await outer.close();
      await outside.close();
    }
  });

  test("corrections of the version before keep everything, and no page gets them", async () => {
    const page = await fixture.tag("plain.html");
    const before = await settled(fixture, page);
    const text = await page.$eval("[data-themelight]", (one) =>
      one.textContent!.replace(/\s+/g, " ").trim(),
    );
    const own = await fixture.extension.own("popup.html?tab=-1");
    await own.evaluate(async (first) => {
      const gone = indexedDB.deleteDatabase("themelight");
      await new Promise((done) => {
        gone.onsuccess = done;
      });
      const open = indexedDB.open("themelight", 1);
      open.onupgradeneeded = () => {
        open.result.createObjectStore("packs", { keyPath: "id" });
        const store = open.result.createObjectStore("corrections", { keyPath: ["model", "text"] });
        store.createIndex("model", "model");
        for (const theme of ["staffing", "discipline", "training", "digital"]) {
          store.put({ model: "built-in", text: `${theme} …`, verdicts: { [theme]: true }, at: 1 });
        }
        const verdicts = { staffing: false, discipline: false, training: false, digital: false };
        store.put({ model: "built-in", text: first, verdicts, at: 2 });
        store.put({ model: "other", text: first, verdicts: { a: true }, at: 2 });
      };
      await new Promise((done) => {
        open.onsuccess = done;
      });
      open.result.close();
    }, text);
    await own.close();

    await page.reload();
    await fixture.extension.press(page);
    await until(async () => (await themes(page)).length, "marks");
    assert.deepEqual(await settled(fixture, page), before);
    const options = await fixture.extension.own("options.html");
    await until(async () => (await options.$$("#corrections li")).length === 8, "eight verdicts");
    assert.match(await textOf(options, "#corrections-count"), /5/);
    assert.match(await textOf(options, "#corrections li"), /không rõ trang web|unknown site/);
    assert.equal(await count(options), 6);
    await click(options, "#corrections li .link");
    await until(async () => (await options.$$("#corrections li")).length === 7, "one is undone");
  });

  test("damaged storage: everything else works, and each damaged entry can be removed", async () => {
    let own = await fixture.extension.own("options.html");
    await until(() => own.$("#themes [data-theme]"), "the options");
    await own.evaluate(async () => {
      const rule = "always";
      await chrome.storage.local.set({
        settings: {
          ...{ lang: "vi", strip: "yes", model: { a: 1 }, newer: 1 },
          sites: { "https://[": { rule }, "https://a.vn": { rule }, "https://*": { rule }, x: 5 },
          themes: { "built-in": { digital: { name: "a\fb" } } },
        },
      });
      const open = indexedDB.open("themelight");
      await new Promise((done) => {
        open.onsuccess = done;
      });
      const change = open.result.transaction(["packs", "siteCorrections"], "readwrite");
      change.objectStore("packs").put({ id: "x", name: 5 });
      change
        .objectStore("siteCorrections")
        .put({ model: "built-in", origin: 5, text: "a", verdicts: 7 });
      change
        .objectStore("siteCorrections")
        .put({ model: 3, origin: "", text: "b", verdicts: {}, at: "x" });
      await new Promise((done) => {
        change.oncomplete = done;
      });
      open.result.close();
    });
    await own.close();
    own = await fixture.extension.own("options.html");
    const left = async () => (await own.$$("#unreadable li")).length;
    await until(async () => (await left()) === 10, "ten damaged entries");
    assert.equal((await own.$$("#themes [data-theme]")).length, 4);
    assert.equal((await own.$$("#sites tr")).length, 1);
    assert.match(
      await textOf(own, "#unreadable"),
      /expected a site such as https:\/\/example\.vn, found "https:\/\/\["/,
    );

    // Popup and background too.
    const page = await fixture.tag("plain.html");
    const popup = await fixture.extension.popup(page);
    await until(() => popup.$(".row"), "the popup");
    await popup.close();

    // A change of something else keeps them.
    await press(own, "#cues");
    await until(async () => !(await stored(own)).cues, "a change");
    await until(async () => (await left()) === 10, "ten as before");
    for (let i = 9; i >= 8; i--) {
      await click(own, "#unreadable li .link");
      await until(async () => (await left()) === i, `${i} left`);
    }
    await click(own, "#unreadable-all .link");
    await until(async () => (await left()) === 0, "none left");
    assert.ok(await own.$eval("#unreadable-part", (part) => (part as HTMLElement).hidden));
    assert.deepEqual(Object.keys((await stored(own)).sites), ["https://a.vn"]);
    assert.equal(await count(own), 0);
  });

  test("a hundred thousand sites open, are searched, and none is lost", async () => {
    let own = await fixture.extension.own("popup.html?tab=-1");
    await own.evaluate(() => {
      const entries = Array.from({ length: 100_000 }, (_, i) => [
        `https://trang-${i}.vn`,
        { rule: "never" },
      ]);
      return chrome.storage.local.set({ settings: { sites: Object.fromEntries(entries) } });
    });
    await own.close();
    own = await fixture.extension.own("options.html");
    await until(async () => (await own.$$("#sites tr")).length === 100, "the first hundred");
    await own.$eval("#sites-search", (search) => {
      (search as HTMLInputElement).value = "trang-100.";
      search.dispatchEvent(new Event("input"));
    });
    await until(async () => (await own.$$("#sites tr")).length === 1, "the one");
    await click(own, "#sites tr .link");
    await until(async () => Object.keys((await stored(own)).sites).length === 99_999, "removed");
    await own.close();
  });
});

/** Opens “why?” of the first marked paragraph and refuses its strongest theme. */
async function refuseStrongest(page: Page): Promise<void> {
  await toFront(page);
  await (await ours(page, ".label")).click();
  await (await ours(page, ".correct")).click();
}

/** The marks of a page that is tagged as a whole, as its popup says. */
async function settled(fixture: Fixture, page: Page): Promise<string[]> {
  const popup = await fixture.extension.popup(page);
  await until(async () => /\d/.test(await textOf(popup, "#status")), "a tagged page");
  await popup.close();
  return themes(page);
}

const changed = (now: string[], before: string[]): string[] | undefined =>
  // Null: the mark was removed while it was read.
  String(now) === String(before) || now.includes(null as never) ? undefined : now;

/** Lists are built anew after each change: the element is found and clicked in one step. */
const click = (own: Page, selector: string): Promise<void> =>
  own.$eval(selector, (one) => (one as HTMLElement).click());

async function press(page: Page, selector: string): Promise<void> {
  await toFront(page);
  await page.click(selector);
}

/** The settings as they are stored. */
const stored = (own: Page): Promise<Settings> =>
  own.evaluate(async () => (await chrome.storage.local.get("settings")).settings as Settings);

/** Corrections in the database, of all models. */
const count = (own: Page): Promise<number> =>
  own.evaluate(async () => {
    const open = indexedDB.open("themelight");
    await new Promise((done) => {
      open.onsuccess = done;
    });
    const found = open.result.transaction("siteCorrections").objectStore("siteCorrections").count();
    await new Promise((done) => {
      found.onsuccess = done;
    });
    open.result.close();
    return found.result;
  });
