// Firefox for `npm run soak`: memory by the reporters of about:memory, in the browser's own window,
// which WebDriver BiDi calls the “chrome” scope.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser, missingBrowser } from "../browsers/find.mjs";
import { Failure, inRoot } from "../run.mjs";
import { POLL } from "./trend.mjs";

const ID = "themelight@themelight.org";
const BUTTON = "themelight_themelight_org-browser-action";

const PREFS = {
  // The extension is not signed, and is in the profile before the browser first starts.
  "xpinstall.signatures.required": false,
  "extensions.autoDisableScopes": 0,
  // One process for the pages: the reports are added up by process.
  "dom.ipc.processCount": 1,
  "dom.ipc.processPrelaunch.enabled": false,
};

/**
 * Starts Firefox with a page that the embed or the extension has marked.
 * @param {string} product
 * @param {string} url
 * @returns {Promise<import("../soak.mjs").Running>}
 */
export async function startFirefox(product, url) {
  const executablePath = findBrowser("firefox");
  if (!executablePath) throw new Failure(missingBrowser("firefox"));
  const { default: puppeteer } = await import("puppeteer-core");
  const profile = mkdtempSync(join(tmpdir(), "themelight-firefox-"));
  if (product === "extension") {
    mkdirSync(join(profile, "extensions"));
    const zip = inRoot("dist/extension/themelight-firefox.zip");
    copyFileSync(zip, join(profile, "extensions", `${ID}.xpi`));
  }
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath,
    userDataDir: profile,
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: PREFS,
  });
  const close = async () => {
    await browser.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const inBrowser = await browserWindow(browser);
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(url);
    if (product === "extension") await press(inBrowser, page);
    else await page.waitForFunction("tagged() > 0", POLL);
    const sample = async () => {
      /** @type {Record<string, number>} */
      const found = JSON.parse(/** @type {string} */ (await inBrowser(REPORT)));
      const { background = 0, ...others } = found;
      return product === "extension" ? { ...others, background } : others;
    };
    return { page, sample, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Adds up the reports of two processes: that of the page in front, and that of the extensions.
 * Collects garbage first, as the buttons of about:memory do; the first report waits until the
 * processes have done so.
 */
const REPORT = `(async () => {
  const manager = Cc["@mozilla.org/memory-reporter-manager;1"].getService(Ci.nsIMemoryReporterManager);
  const page = gBrowser.selectedBrowser.browsingContext.currentWindowGlobal.osPid;
  const extensions = WebExtensionPolicy.getByID("${ID}")?.extension;
  const { children } = await ChromeUtils.requestProcInfo();
  const background = extensions && children.find(({ type }) => type === "extension")?.pid;
  const reports = () => new Promise((resolve) => {
    const sums = { heap: 0, orphans: 0, listeners: 0, wasm: 0, background: 0 };
    const add = (process, path, kind, units, amount) => {
      const pid = Number(/pid:? *(\\d+)/.exec(process)?.[1]);
      if (pid === background && path.startsWith("explicit/")) sums.background += amount;
      if (pid !== page) return;
      if (path.startsWith("explicit/")) sums.heap += amount;
      if (path.startsWith("explicit/") && path.includes("orphan-nodes")) sums.orphans += amount;
      if (path.includes("/wasm")) sums.wasm += amount;
      if (path.startsWith("event-counts/") && path.endsWith("event-listeners")) sums.listeners += amount;
    };
    manager.getReports(add, null, () => resolve(sums), null, false);
  });
  for (let i = 0; i < 2; i++) {
    Services.obs.notifyObservers(null, "child-mmu-request");
    await new Promise((done) => manager.minimizeMemoryUsage(done));
    await reports();
  }
  return JSON.stringify(await reports());
})()`;

/**
 * Presses the toolbar button until the page is marked: another tab may come to the front.
 * @param {(expression: string) => Promise<unknown>} inBrowser
 * @param {import("puppeteer-core").Page} page
 */
async function press(inBrowser, page) {
  for (let attempt = 0; attempt < 10; attempt++) {
    await page.bringToFront().catch(() => {});
    await inBrowser(`(() => {
      if (!WebExtensionPolicy.getByID("${ID}")?.extension) return;
      CustomizableUI.addWidgetToArea("${BUTTON}", "nav-bar");
      document.querySelector(".webextension-popup-browser")?.closest("panel")?.hidePopup();
      document.getElementById("${BUTTON}")?.querySelector(".unified-extensions-item-action-button")?.click();
    })()`);
    const marked = page.waitForFunction("tagged() > 0", { ...POLL, timeout: 6000 });
    if (await marked.catch(() => undefined)) return;
  }
  throw new Failure("The extension marked nothing after ten presses of its button.");
}

/**
 * Resolves with a function that runs an expression in Firefox's own window.
 * @param {import("puppeteer-core").Browser} browser
 * @returns {Promise<(expression: string) => Promise<unknown>>}
 */
async function browserWindow(browser) {
  // Puppeteer does not offer its connection, and uses only the content scope of BiDi.
  const { connection } =
    /** @type {{ connection: { send(method: string, params: object): Promise<{ result: any }> } }} */ (
      /** @type {unknown} */ (browser)
    );
  const tree = await connection.send("browsingContext.getTree", { "moz:scope": "chrome" });
  const target = { context: tree.result.contexts[0].context };
  return async (expression) => {
    const { result } = await connection.send("script.evaluate", {
      expression,
      target,
      awaitPromise: true,
    });
    if (result.type !== "success") throw new Failure(`Firefox: ${result.exceptionDetails?.text}`);
    return result.result.value;
  };
}
