/**
 * The extension in a real browser: installed, its toolbar button pressed. In Chromium the devtools
 * protocol presses the button, in Firefox a script in the browser's own window, which WebDriver
 * BiDi calls the “chrome” scope.
 */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { findBrowser } from "../../../www/tools/browsers/find.mjs";
import { CHROMIUM_ARGS, PATIENCE } from "../../../www/tools/browsers/launch.mjs";
import type { BrowserName } from "./harness.js";

const ID = "themelight@themelight.org";
/** Firefox gives each installation a random host; tests need a fixed one to open its pages. */
const UUID = "7e000000-0000-4000-8000-000000000001";
const BUTTON = "themelight_themelight_org-browser-action";

const PREFS = {
  "extensions.webextensions.uuids": JSON.stringify({ [ID]: UUID }),
  // Our extension is not signed, and is in the profile before the browser first starts.
  "xpinstall.signatures.required": false,
  "extensions.autoDisableScopes": 0,
  // Permissions are granted without a question.
  "extensions.webextOptionalPermissionPrompts": false,
  "browser.download.folderList": 2,
  "browser.download.always_ask_before_handling_new_types": false,
};
const VIEW = { width: 1180, height: 800 };

export interface ExtensionBrowser {
  readonly name: BrowserName;
  readonly browser: Browser;
  /** Address of a page of the extension. */
  url(path: string): string;
  /** A page of the extension, in a tab. */
  own(path: string): Promise<Page>;
  /** Brings a page to the front and presses the toolbar button. */
  press(page: Page): Promise<void>;
  /** Opens the popup of a page whose button was pressed, in a tab, where a test can click in it. */
  popup(page: Page): Promise<Page>;
  /** Grants the permission to read a site, before it is requested. */
  allow(origin: string): Promise<void>;
  /** Switches the extension off or on. */
  enable(on: boolean): Promise<void>;
  close(): Promise<void>;
}

/** Makes a profile with the extension in it. Starting a browser on it twice is a restart. */
export function newProfile(name: BrowserName): string {
  const profile = mkdtempSync(join(tmpdir(), `themelight-${name}-`));
  mkdirSync(downloads(profile));
  if (name === "firefox") {
    mkdirSync(join(profile, "extensions"));
    copyFileSync("dist/extension/themelight-firefox.zip", join(profile, "extensions", `${ID}.xpi`));
  }
  return profile;
}

/**
 * Brings a tab to the front. Tries again when another closes meanwhile, which Firefox's driver
 * mistakes for this one.
 */
export const toFront = (page: Page): Promise<unknown> =>
  until(
    () =>
      page.bringToFront().then(
        () => true,
        () => false,
      ),
    "the tab in front",
  );

/** The download folder of a profile. */
export const downloads = (profile: string): string => join(profile, "downloads");

export const dropProfile = (profile: string): void =>
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });

export function startWithExtension(
  name: BrowserName,
  profile: string,
  prefs: object = {},
): Promise<ExtensionBrowser> {
  return name === "chromium" ? chromium(profile) : firefox(profile, prefs);
}

/**
 * With `detached`, no devtools session is attached to the background, since a session keeps it
 * running.
 */
export async function chromium(profile: string, detached = false): Promise<ExtensionBrowser> {
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await puppeteer.launch({
    ...PATIENCE,
    browser: "chrome",
    executablePath: findBrowser("chromium")!,
    userDataDir: profile,
    pipe: true,
    enableExtensions: [resolve("dist/extension/chrome")],
    ...(detached && { targetFilter: (target) => target.type() !== "service_worker" }),
    args: [...CHROMIUM_ARGS, ...sandbox],
    defaultViewport: VIEW,
    downloadBehavior: { policy: "allow", downloadPath: downloads(profile) },
  });
  const first = await browser.waitForTarget((target) =>
    target.url().startsWith("chrome-extension://"),
  );
  const base = new URL("/", first.url()).href;
  const extension = await until(async () => [...(await browser.extensions()).values()][0]);
  const at = async (url: string) => {
    const page = await browser.newPage();
    await page.goto(url);
    return page;
  };
  const own = (path: string) => at(base + path);
  /** Runs an expression in the browser's page of extensions, which can change their settings. */
  const manage = async (expression: string) => {
    const page = await at("chrome://extensions");
    await page.evaluate(expression);
    await page.close();
  };
  const id = new URL(base).host;
  return {
    name: "chromium",
    browser,
    url: (path) => base + path,
    own,
    press: async (page) => {
      await toFront(page);
      const open = await browser
        .targets()
        .find((target) => target.url().endsWith("/popup.html"))
        ?.asPage();
      // It may be closing by itself after another tab came to the front.
      await open?.close().catch(() => {});
      await until(
        async () => !browser.targets().some((target) => target.url().endsWith("/popup.html")),
      );
      // A popup closes when it loses the focus, as it may while tabs open and close: then the
      // button is pressed again.
      await until(async () => {
        await extension.triggerAction(page);
        const target = await browser.waitForTarget((one) => one.url().endsWith("/popup.html"));
        return until(async () => {
          if (!browser.targets().includes(target)) return "closed";
          const popup = await target.asPage().catch(() => undefined);
          return popup && (await textOf(popup, "#status").catch(() => "closed"));
        }).then((said) => said !== "closed");
      }, "the popup");
    },
    enable: async (on) => {
      await manage(`chrome.management.setEnabled("${id}", ${on})`);
      if (on) await browser.waitForTarget((target) => target.type() === "service_worker");
    },
    popup: (page) => popupOf(page, own),
    allow: (origin) =>
      manage(
        `chrome.developerPrivate.addHostPermission("${id}", "${new URL(origin).protocol}//${new URL(origin).hostname}/*")`,
      ),
    close: () => browser.close(),
  };
}

async function firefox(profile: string, prefs: object): Promise<ExtensionBrowser> {
  const browser = await puppeteer.launch({
    ...PATIENCE,
    browser: "firefox",
    executablePath: findBrowser("firefox")!,
    userDataDir: profile,
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: { ...PREFS, "browser.download.dir": downloads(profile), ...prefs },
    defaultViewport: VIEW,
  });
  const base = `moz-extension://${UUID}/`;
  const inBrowser = await browserWindow(browser);
  await until(() => inBrowser(`!!WebExtensionPolicy.getByID("${ID}")?.extension`));
  await until(() =>
    inBrowser(
      `CustomizableUI.addWidgetToArea("${BUTTON}", "nav-bar"); !!document.getElementById("${BUTTON}")`,
    ),
  );
  const own = async (path: string): Promise<Page> => {
    const before = new Set(await browser.pages());
    const open = () =>
      inBrowser(`gBrowser.selectedTab = gBrowser.addTrustedTab("${base}${path}"); true`);
    const found = async () => {
      for (const one of await browser.pages()) {
        if (before.has(one)) continue;
        if ((await one.evaluate("document.URL").catch(() => "")) === base + path) return one;
      }
      return undefined;
    };
    // Puppeteer may miss a tab that opens while another closes.
    const page = await until(async () => {
      await open();
      return soon(found);
    }, base + path);
    await page.waitForFunction("document.readyState === 'complete'");
    return page;
  };
  return {
    name: "firefox",
    browser,
    url: (path) => base + path,
    own,
    popup: (page) => popupOf(page, own),
    // The preference above grants it.
    allow: async () => {},
    press: async (page) => {
      await toFront(page);
      const url = await page.evaluate("location.href");
      // If the popup is still open, the press would only close it.
      await until(() =>
        inBrowser(`(() => {
          const open = document.querySelector(".webextension-popup-browser");
          open?.closest("panel")?.hidePopup();
          return !open && gBrowser.selectedBrowser.currentURI.spec === "${url}";
        })()`),
      );
      await inBrowser(
        `document.getElementById("${BUTTON}").querySelector(".unified-extensions-item-action-button").click(); true`,
      );
    },
    enable: async (on) => {
      await inBrowser(`(async () => {
        const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
        await (await AddonManager.getAddonByID("${ID}")).${on ? "enable" : "disable"}();
        return true;
      })()`);
      await until(() => inBrowser(`!!WebExtensionPolicy.getByID("${ID}")?.extension === ${on}`));
    },
    close: () => browser.close(),
  };
}

async function popupOf(page: Page, own: (path: string) => Promise<Page>): Promise<Page> {
  const blank = await own("popup.html?tab=-1");
  const url = await page.evaluate("location.href");
  const id = await blank.evaluate(
    async (wanted) => (await chrome.tabs.query({})).find((tab) => tab.url === wanted)?.id,
    url as string,
  );
  await blank.close();
  if (id === undefined) throw new Error(`no tab that we may see is at ${url}`);
  return own(`popup.html?tab=${id}`);
}

/** Runs an expression in Firefox's own window. */
export async function browserWindow(
  browser: Browser,
): Promise<(expression: string) => Promise<unknown>> {
  // Puppeteer does not offer its connection, and uses only the content scope of BiDi.
  const { connection } = browser as unknown as {
    connection: { send(method: string, params: object): Promise<{ result: never }> };
  };
  const tree: { contexts: { context: string }[] } = (
    await connection.send("browsingContext.getTree", { "moz:scope": "chrome" })
  ).result;
  const target = { context: tree.contexts[0]!.context };
  return async (expression) => {
    const answer: {
      type: string;
      result: { value: unknown };
      exceptionDetails?: { text: string };
    } = (await connection.send("script.evaluate", { expression, target, awaitPromise: true }))
      .result;
    if (answer.type !== "success") throw new Error(`Firefox: ${answer.exceptionDetails?.text}`);
    return answer.result.value;
  };
}

export const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (one) => one.textContent ?? "");

/** Like {@link until}, for 5 s; returns nothing if there is no value by then. */
async function soon<T>(ask: () => Promise<T>): Promise<T | undefined> {
  const end = Date.now() + 5000;
  for (;;) {
    const found = await ask();
    if (found || Date.now() > end) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
}

/**
 * Calls a function until it returns a truthy value. Tests wait for conditions: a busy machine only
 * takes longer.
 */
export async function until<T>(ask: () => Promise<T>, what = String(ask)): Promise<NonNullable<T>> {
  const end = Date.now() + 180_000;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
