// `npm run store -- [--out FOLDER]`: screenshots of the real extension for the stores, in Vietnamese
// and English, on the extension's own pages. Default folder: dist/store. The texts of the listings
// are in www/extension/store.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findBrowser, missingBrowser } from "./browsers/find.mjs";
import { CHROMIUM_ARGS } from "./browsers/launch.mjs";
import { Failure, inRoot, isMain, main } from "./run.mjs";

/** The size that both stores accept. */
const VIEW = { width: 1280, height: 800 };
const LANGS = ["vi", "en"];

/**
 * @typedef {object} Shot
 * @property {string} name
 * @property {string} path page of the extension
 * @property {"light" | "dark"} scheme
 * @property {(page: import("puppeteer-core").Page) => Promise<unknown>} arrange
 */

/** @type {readonly Shot[]} */
const SHOTS = [
  { name: "1-marks", path: "sample.html", scheme: "light", arrange: mark },
  { name: "2-why", path: "sample.html", scheme: "light", arrange: openWhy },
  { name: "3-filter", path: "sample.html", scheme: "light", arrange: filter },
  { name: "4-dark", path: "sample.html", scheme: "dark", arrange: mark },
  {
    name: "5-options",
    path: "options.html",
    scheme: "light",
    arrange: (page) => page.waitForSelector("#themes [data-theme]", { timeout: 0 }),
  },
];

if (isMain(import.meta.url)) {
  main(() => {
    const { values } = parseArgs({
      options: { out: { type: "string", default: inRoot("dist", "store") } },
    });
    return takeScreenshots(values.out);
  });
}

/** @param {string} out */
async function takeScreenshots(out) {
  if (!existsSync(inRoot("dist/extension/chrome/manifest.json"))) {
    throw new Failure("dist/extension is missing. npm run build makes it.");
  }
  const executablePath = findBrowser("chromium");
  if (!executablePath) throw new Failure(missingBrowser("chromium"));
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({
    executablePath,
    pipe: true,
    // Chromium's sandbox does not work for root, as in a container.
    args: [...CHROMIUM_ARGS, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    enableExtensions: [inRoot("dist", "extension", "chrome")],
    defaultViewport: VIEW,
  });
  try {
    const worker = await browser.waitForTarget((one) => one.type() === "service_worker");
    const base = new URL("/", worker.url()).href;
    // Opens after the installation, at any time, and would hide the page of a screenshot.
    const welcome = await browser.waitForTarget((one) => one.url() === `${base}welcome.html`);
    await (await welcome.page())?.close();
    for (const lang of LANGS) {
      mkdirSync(join(out, lang), { recursive: true });
      for (const shot of SHOTS) {
        const path = join(out, lang, `${shot.name}.png`);
        await take(browser, base, lang, shot, path);
        console.log(`Wrote ${path}.`);
      }
    }
  } finally {
    await browser.close();
  }
}

/**
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} base
 * @param {string} lang
 * @param {Shot} shot
 * @param {string} file
 */
async function take(browser, base, lang, { path, scheme, arrange }, file) {
  const page = await browser.newPage();
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  await page.goto(base + path);
  await page.evaluate(`chrome.storage.local.set({ settings: { lang: "${lang}" } })`);
  await page.reload();
  await page.bringToFront();
  await arrange(page);
  await page.evaluate("document.fonts.ready.then(() => {})");
  await page.evaluate(
    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))",
  );
  await page.screenshot({ path: /** @type {`${string}.png`} */ (file) });
  await page.close();
}

/**
 * Marks the sample article, and waits until the legend is there.
 * @param {import("puppeteer-core").Page} page
 */
async function mark(page) {
  await page.waitForFunction("document.getElementById('mark')?.onclick", { timeout: 0 });
  await page.click("#mark");
  await found(page, ".label.beside");
  await found(page, ".pill");
}

/** @param {import("puppeteer-core").Page} page */
async function openWhy(page) {
  await mark(page);
  await (await found(page, ".label.beside")).click();
  await found(page, ".corrections");
}

/** @param {import("puppeteer-core").Page} page */
async function filter(page) {
  await mark(page);
  await (await found(page, ".pill")).click();
  await (await found(page, ".row")).click();
  await found(page, '.row[aria-checked="true"], .row[aria-pressed="true"]');
}

/**
 * Waits for an element in our shadow root. Puppeteer's own `>>>` needs code from text, which the
 * policy of the extension's pages forbids.
 * @param {import("puppeteer-core").Page} page
 * @param {string} selector
 */
async function found(page, selector) {
  const root = 'document.querySelector("themelight-ui")?.shadowRoot';
  for (;;) {
    const handle = await page.evaluateHandle(
      `[...(${root}?.querySelectorAll(${JSON.stringify(selector)}) ?? [])].find((one) => one.getClientRects().length)`,
    );
    const element = /** @type {import("puppeteer-core").ElementHandle | null} */ (
      handle.asElement()
    );
    if (element) return element;
    await new Promise((done) => setTimeout(done, 50));
  }
}
