// The studio's storage in a real IndexedDB.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { browserTest, type Site, script, site } from "./lib/harness.js";

let pages: Site;
before(async () => {
  const store = await script("www/studio/keep/store.ts");
  pages = await site({
    files: {
      "index.html": '<!doctype html><script type="module" src="test.js"></script>',
      "store.js": store,
      "test.js": 'import { Store } from "./store.js"; globalThis.Store = Store;',
    },
  });
});
after(() => pages.close());

const META = `{ version: 1, language: "vi", negatives: "examples", themes: [], written: {}, problems: [], title: "",
  license: "", revision: 0, confirmed: [] }`;

for (const browser of ["chromium", "firefox"] as const) {
  browserTest(browser, "a write that fails half-way leaves the work as it was", async (page) => {
    await page.goto(pages.url);
    await page.waitForFunction("globalThis.Store");
    const [texts, revision] = (await page.evaluate(`(async () => {
      const store = await Store.open("half");
      const data = (text, revision) => ({
        meta: { ...${META}, revision },
        examples: Array.from({ length: 50 }, (_, i) => ({ id: String(i), text, labels: [] })),
        pool: [],
      });
      await store.save(data("old", 1), { examples: "all", pool: "all" });
      // The 30th put fails, as when the disk is full or the tab crashes.
      const { put } = IDBObjectStore.prototype;
      let left = 30;
      IDBObjectStore.prototype.put = function (...args) {
        if (left-- === 0) throw new DOMException("no room", "QuotaExceededError");
        return put.apply(this, args);
      };
      const failed = await store.save(data("new", 2), { examples: "all", pool: "all" }).then(() => false, () => true);
      IDBObjectStore.prototype.put = put;
      if (!failed) throw new Error("did not fail");
      store.close();
      const again = await (await Store.open("half")).load();
      return [[...new Set(again.examples.map(({ text }) => text))], again.meta.revision];
    })()`)) as [string[], number];
    assert.deepEqual(texts, ["old"]);
    assert.equal(revision, 1);
  });

  browserTest(browser, "a tab that dies in mid-write leaves one whole state", async (page) => {
    await page.goto(pages.url);
    await page.waitForFunction("globalThis.Store");
    const write = (text: string, wait: boolean) => `(async () => {
      const store = await Store.open("crash");
      const examples = Array.from({ length: 3000 }, (_, i) => ({ id: String(i), text: "${text} ".repeat(50), labels: [] }));
      const saving = store.save({ meta: { ...${META}, title: "${text}" }, examples, pool: [] }, { examples: "all", pool: "all" });
      if (${wait}) await saving;
    })()`;
    await page.evaluate(write("old", true));
    // Does not wait for the end: the page goes away while the transaction is open.
    await page.evaluate(write("new", false));
    await page.goto("about:blank");
    await page.goto(pages.url);
    await page.waitForFunction("globalThis.Store");
    const seen = (await page.evaluate(`(async () => {
      const { meta, examples } = await (await Store.open("crash")).load();
      return [meta.title, examples.length, ...new Set(examples.map(({ text }) => text.split(" ")[0]))];
    })()`)) as [string, number, ...string[]];
    const [title, count, ...texts] = seen;
    assert.equal(count, 3000);
    assert.deepEqual(texts, [title]);
  });

  browserTest(browser, "a change of one answer writes that record only", async (page) => {
    await page.goto(pages.url);
    await page.waitForFunction("globalThis.Store");
    const puts = await page.evaluate(`(async () => {
      const store = await Store.open("one");
      const pool = Array.from({ length: 100 }, (_, i) => ({ text: String(i) }));
      const data = { meta: ${META}, examples: [], pool };
      await store.save(data, { pool: "all" });
      const { put } = IDBObjectStore.prototype;
      let count = 0;
      IDBObjectStore.prototype.put = function (...args) {
        count++;
        return put.apply(this, args);
      };
      await store.save({ ...data, pool: pool.with(7, { text: "7", unusable: true }) }, { pool: [7] });
      IDBObjectStore.prototype.put = put;
      const again = await store.load();
      return again.pool[7].unusable && again.pool.length === 100 && count;
    })()`);
    assert.equal(puts, 2);
  });
}

browserTest("chromium", "work of a later version is not read", async (page) => {
  await page.goto(pages.url);
  await page.waitForFunction("globalThis.Store");
  const message = await page.evaluate(`(async () => {
    const store = await Store.open("later");
    await store.save({ meta: { ...${META}, version: 2 }, examples: [], pool: [] }, {});
    return store.load().then(() => "read", (error) => error.message);
  })()`);
  assert.match(message as string, /expected work of version 1 or earlier, found 2/);
});
