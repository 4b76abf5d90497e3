// Pages that a framework hydrates and renders, before and after the widget attaches.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import { browserTest, complaints, type Site, script, site } from "./lib/harness.js";

const APPS = ["react", "vue"] as const;

let served: Site;
before(async () => {
  const files: Record<string, string> = {
    "widget.js": await script("tests/browser/lib/expose.ts"),
  };
  for (const app of APPS) files[`${app}.js`] = await script(`tests/browser/lib/apps/${app}.js`);
  files["index.html"] =
    '<!doctype html><html lang="vi"><head><title>Bài</title><link rel="icon" href="data:,"></head>' +
    '<body><div id="app"></div><script type="module" src="/widget.js"></script></body></html>';
  served = await site({ files });
});
after(() => served.close());

/** Hydrates the article before or after the widget attaches, then has the app change its text. */
async function live(page: Page, app: string, widgetFirst: boolean) {
  await page.goto(served.url);
  await page.waitForFunction("typeof attach === 'function'");
  return page.evaluate(
    async (name, first) => {
      const { html, hydrate } = await import(`/${name}.js`);
      const root = document.querySelector<HTMLElement>("#app")!;
      root.innerHTML = html();
      const errors: string[] = [];
      const server = [...root.querySelectorAll("p")];
      if (!first) hydrate(root, (error: unknown) => errors.push(String(error)));
      await probes.frames();
      globalThis.page = attach(toyTagger);
      await globalThis.page.done;
      if (first) hydrate(root, (error: unknown) => errors.push(String(error)));
      await probes.frames();
      const kept = server.every((node) => node.isConnected);
      const hydrated = probes.themes(root);
      root.querySelector("button")!.click();
      await probes.frames();
      await globalThis.page.done;
      await probes.frames();
      const rendered = probes.themes(root);
      const marks = globalThis.page.shadow.querySelectorAll(".mark").length;
      globalThis.page.destroy();
      return { kept, hydrated, rendered, marks, errors, after: probes.themes(root) };
    },
    app,
    widgetFirst,
  );
}

const EXPECTED = {
  kept: true,
  hydrated: ["staffing", null, "discipline", "digital"],
  rendered: [null, "discipline", "digital", "training"],
  marks: 3,
  errors: [],
  after: [null, null, null, null],
};

for (const app of APPS) {
  browserTest(
    "chromium",
    `${app}: a hydrated page is marked without a warning and still works`,
    async (page) => {
      const found = complaints(page);
      assert.deepEqual(await live(page, app, false), EXPECTED);
      assert.deepEqual(found, []);
    },
  );

  // React's development build warns of the unexpected attribute; nodes, marks and events stay.
  browserTest("chromium", `${app}: a marked page can be hydrated`, async (page) => {
    assert.deepEqual(await live(page, app, true), EXPECTED);
  });
}
