/** The page fixtures, served, with the widget and the toy tagger at hand. */
import { readdirSync } from "node:fs";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import type { AttachOptions } from "../../../www/src/attach.js";
import { type Site, script, site } from "./harness.js";

const FOLDER = "tests/fixtures/pages";

export const PAGES: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".html"))
  .map((name) => name.slice(0, -".html".length));

let served: Site;
before(async () => {
  const files = { "widget.js": await script("tests/browser/lib/expose.ts") };
  served = await site({ links: { pages: FOLDER }, files });
});
after(() => served.close());

export const address = (path: string): string => new URL(path, served.url).href;

/** Opens a fixture with the widget loaded but not attached. */
export async function open(page: Page, name: string): Promise<void> {
  await page.goto(address(`pages/${name}.html`));
  // The reader's choices of an earlier test are not this one's.
  await page.evaluate(() => localStorage.clear());
  await page.addScriptTag({ url: address("widget.js"), type: "module" });
  await page.waitForFunction("typeof attach === 'function'");
}

/** Opens a fixture and waits until all of it is tagged and drawn. */
export async function attachTo(page: Page, name: string, options: AttachOptions = {}): Promise<void> {
  await open(page, name);
  await page.evaluate(async (given) => {
    globalThis.page = attach(toyTagger, given);
    await globalThis.page.done;
  }, options as object);
  await drawn(page);
}

/** A few frames later what was asked for is on the screen. */
export const drawn = (page: Page): Promise<void> => page.evaluate(() => probes.frames());
