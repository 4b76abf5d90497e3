// Finds the browsers of this machine: by name on the PATH, where each system puts them, in Playwright's cache.
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { capture, Failure, isExecutable, run, which } from "./run.mjs";

const BROWSERS = {
  chromium: {
    title: "Chromium (or Chrome)",
    variable: "THEMELIGHT_CHROMIUM",
    commands: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    places: [
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
    places: [
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
    places: [],
    playwright: [],
    needsScreen: true,
    debian: ["webkit2gtk-driver", "xvfb"],
    otherwise: "your Linux distribution's package of WebKitGTK's WebDriver",
  },
};

/** The path of a browser ("chromium", "firefox", "webkit"), or nothing. An environment variable overrides the search. */
export function findBrowser(name) {
  const { variable, commands, places, playwright, needsScreen } = BROWSERS[name];
  if (needsScreen && !hasScreen()) return undefined;
  const named = process.env[variable];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Failure(`${variable} names ${named}, which is not a program.`);
  }
  for (const command of commands) {
    const path = which(command);
    if (path) return path;
  }
  return places.find(existsSync) ?? inPlaywrightsCache(name, playwright);
}

/** A screen, or Xvfb to stand in for one. */
const hasScreen = () => process.env.DISPLAY || process.env.WAYLAND_DISPLAY || which("Xvfb");

function inPlaywrightsCache(name, programs) {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), ".cache", "ms-playwright"),
    join(homedir(), "Library", "Caches", "ms-playwright"),
    join(homedir(), "AppData", "Local", "ms-playwright"),
  ];
  for (const cache of caches.filter((path) => path && existsSync(path))) {
    const versions = readdirSync(cache).filter((dir) => dir.startsWith(`${name}-`));
    for (const version of versions.sort().reverse()) {
      const path = programs.map((program) => join(cache, version, program)).find(isExecutable);
      if (path) return path;
    }
  }
  return undefined;
}

export function missingBrowser(name) {
  const { title, variable, debian, otherwise } = BROWSERS[name];
  return (
    `${title} was not found. On Debian or Ubuntu: apt-get install ${debian.join(" ")}. Elsewhere: ${otherwise}. ` +
    `Installed in an unusual place: name the program in ${variable}.`
  );
}

/** On Debian as root, as in CI, missing browsers are installed; elsewhere the tests say what is missing. */
export async function installBrowsers(names) {
  const missing = names.filter((name) => !findBrowser(name));
  const mayInstall = process.getuid?.() === 0 && which("apt-get");
  if (!missing.length || !mayInstall) return;
  const packages = missing.flatMap((name) => BROWSERS[name].debian);
  console.log(`Installing ${packages.join(", ")} with apt-get: the tests run in real browsers.`);
  const apt = { quiet: true, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  await run("apt-get", ["update"], apt);
  await run("apt-get", ["install", "--yes", "--no-install-recommends", ...packages], apt);
  if (!capture("fc-list", [":lang=vi"])) await run("apt-get", ["install", "--yes", "fonts-dejavu-core"], apt);
}
