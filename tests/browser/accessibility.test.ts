/** Every state of every page at three widths, light and dark: axe, and nothing wider than the window. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import { FILES } from "./lib/extension-pages.js";
import { inBoth } from "./lib/extension-suite.js";
import { type BrowserName, browserTest } from "./lib/harness.js";
import { popup } from "./lib/walks/popup.js";
import * as site from "./lib/walks/site.js";
import * as studio from "./lib/walks/studio.js";
import { type Checks, POPUP, problemsOf } from "./lib/walks/views.js";
import { type TroubledSite, troubledSite, type Walk } from "./lib/walks/walk.js";
import { canBeHit, widget } from "./lib/walks/widget.js";

let served: TroubledSite;
let strict: TroubledSite;
before(async () => {
  served = await troubledSite();
  strict = await troubledSite(site.POLICY);
});
after(async () => {
  await served.close();
  await strict.close();
});

interface Row extends Checks {
  readonly name: string;
  readonly walk: () => Walk;
}

const ROWS: readonly Row[] = [
  { name: "demo, Vietnamese", walk: () => site.demo(served, "") },
  { name: "demo, English", walk: () => site.demo(served, "en.html") },
  { name: "demo, late or missing files", walk: () => site.troubledDemo(served) },
  // The papers in its frames are pages of their own.
  { name: "gallery", walk: () => site.gallery(served), iframes: false },
  { name: "papers of the gallery", walk: () => site.papers(served) },
  { name: "documentation", walk: () => site.documents(strict) },
  { name: "search and contents", walk: () => site.search(strict) },
  { name: "explainer", walk: () => site.explainer(served) },
  { name: "playground", walk: () => site.playground(served) },
  { name: "studio", walk: () => studio.studio(served) },
  { name: "studio, trained", walk: () => studio.trainedStudio(served) },
  { name: "studio, English", walk: () => studio.englishStudio(served) },
  ...["daily", "blog"].map((fixture) => ({
    name: `widget on ${fixture}`,
    walk: () => widget(fixture),
    within: "themelight-ui",
    check: canBeHit,
  })),
];

for (const browser of ["chromium", "firefox"] as const) {
  for (const { name, walk, ...checks } of ROWS) {
    browserTest(browser, `every state is accessible: ${name}`, async (page) => {
      await page.setViewport({ width: 1280, height: 800 });
      assert.deepEqual(await problemsIn(walk(), page, browser, checks), []);
    });
  }
}

inBoth("extension", { content: { files: FILES } }, (fixture) => {
  test("every state is accessible: popup", async () => {
    const own = await fixture.extension.own("popup.html?tab=-1");
    assert.deepEqual(await problemsIn(popup(fixture), own, fixture.name, POPUP), []);
  });
});

/** Checks a page in each state of a walk. Returns a line for each problem. */
async function problemsIn(
  walk: Walk,
  page: Page,
  browser: BrowserName,
  checks: Checks,
): Promise<string[]> {
  const problems: string[] = [];
  for await (const state of walk(page)) {
    const found = await problemsOf(page, browser, checks);
    problems.push(...found.map((one) => `${state}, ${one}`));
  }
  return problems;
}
