// Finds installed browsers: on the PATH, at the usual paths of each system, in Playwright's cache.
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import {
  capture,
  Failure,
  installPackages,
  isExecutable,
  mayInstallPackages,
  which,
} from "../run.mjs";

/** @typedef {"chromium" | "firefox" | "webkit"} BrowserName */

/**
 * @typedef {object} Browser
 * @property {string} title
 * @property {string} variable environment variable with the path of the program
 * @property {readonly string[]} commands
 * @property {readonly string[]} paths absolute paths
 * @property {readonly string[]} playwright paths in a folder of Playwright's cache
 * @property {boolean} [needsScreen]
 * @property {readonly string[]} debian packages
 * @property {string} otherwise how to install it on other systems
 */

/** @type {Record<BrowserName, Browser>} */
const BROWSERS = {
  chromium: {
    title: "Chromium (or Chrome)",
    variable: "THEMELIGHT_CHROMIUM",
    commands: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    paths: [
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ],
    playwright: ["chrome-linux/chrome", "chrome-linux64/chrome", "chrome-win/chrome.exe"],
    debian: ["chromium"],
    otherwise: "npx playwright install chromium",
  },
  firefox: {
    title: "Firefox",
    variable: "THEMELIGHT_FIREFOX",
    commands: ["firefox", "firefox-esr"],
    paths: [
      "/Applications/Firefox.app/Contents/MacOS/firefox",
      "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
    ],
    playwright: [],
    debian: ["firefox-esr"],
    otherwise: "https://www.mozilla.org/firefox/",
  },
  webkit: {
    title: "WebKitGTK's driver",
    variable: "THEMELIGHT_WEBKIT_DRIVER",
    commands: ["WebKitWebDriver"],
    paths: [],
    playwright: [],
    needsScreen: true,
    debian: ["webkit2gtk-driver", "xvfb"],
    otherwise: "your Linux distribution's package of WebKitGTK's WebDriver",
  },
};

/**
 * Returns the path of a browser, or undefined. An environment variable overrides the search.
 * @param {BrowserName} name
 */
export function findBrowser(name) {
  const { variable, commands, paths, playwright, needsScreen } = BROWSERS[name];
  if (needsScreen && !hasScreen()) return undefined;
  const named = process.env[variable];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Failure(`${variable} names ${named}, which is not an executable file.`);
  }
  for (const command of commands) {
    const path = which(command);
    if (path) return path;
  }
  return paths.find(existsSync) ?? inPlaywrightsCache(name, playwright);
}

/** Returns whether there is a screen or Xvfb. */
const hasScreen = () => process.env.DISPLAY || process.env.WAYLAND_DISPLAY || which("Xvfb");

/**
 * @param {BrowserName} name
 * @param {readonly string[]} programs
 */
function inPlaywrightsCache(name, programs) {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), ".cache", "ms-playwright"),
    join(homedir(), "Library", "Caches", "ms-playwright"),
    join(homedir(), "AppData", "Local", "ms-playwright"),
  ];
  for (const cache of caches) {
    if (!cache || !existsSync(cache)) continue;
    const versions = readdirSync(cache).filter((dir) => dir.startsWith(`${name}-`));
    for (const version of versions.sort().reverse()) {
      const path = programs.map((program) => join(cache, version, program)).find(isExecutable);
      if (path) return path;
    }
  }
  return undefined;
}

/**
 * Returns a message on how to install a browser.
 * @param {BrowserName} name
 */
export function missingBrowser(name) {
  const { title, variable, debian, otherwise } = BROWSERS[name];
  return (
    `${title} was not found. On Debian or Ubuntu: apt-get install ${debian.join(" ")}. Elsewhere: ${otherwise}. ` +
    `If it is installed at another path, set ${variable}.`
  );
}

/**
 * Installs missing browsers on Debian as root, as in CI. Does nothing elsewhere.
 * @param {readonly BrowserName[]} names
 */
export async function installBrowsers(names) {
  const missing = names.filter((name) => !findBrowser(name));
  if (!missing.length || !mayInstallPackages()) return;
  const packages = missing.flatMap((name) => BROWSERS[name].debian);
  console.log(`Installing ${packages.join(", ")} with apt-get: the tests run in real browsers.`);
  await installPackages(packages);
  if (!capture("fc-list", [":lang=vi"])) await installPackages(["fonts-dejavu-core"]);
}
