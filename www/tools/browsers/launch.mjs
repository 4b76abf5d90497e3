// Starts an installed browser for tests, benchmarks and screenshots.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../run.mjs";
import { findBrowser, missingBrowser } from "./find.mjs";

export const CHROMIUM_ARGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  // Screenshots do not depend on the screen.
  "--force-color-profile=srgb",
  "--hide-scrollbars",
];

/** Milliseconds for a start and for one command: puppeteer's own are too short on a busy machine. */
export const PATIENCE = { timeout: 180_000, protocolTimeout: 600_000 };

/**
 * Starts a browser with a new profile, which is deleted when the browser closes.
 * @param {"chromium" | "firefox"} name
 * @param {{ args?: readonly string[], prefs?: Record<string, unknown> }} [options] `prefs`: of
 *   Firefox
 * @returns {Promise<import("puppeteer-core").Browser>}
 */
export async function launch(name, { args = [], prefs = {} } = {}) {
  const executablePath = findBrowser(name);
  if (!executablePath) throw new Failure(missingBrowser(name));
  const { default: puppeteer } = await import("puppeteer-core");
  const profile = mkdtempSync(join(tmpdir(), `themelight-${name}-`));
  const chromium = name === "chromium";
  // Chromium's sandbox does not work for root, as in a container.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const browser = await puppeteer.launch({
    browser: chromium ? "chrome" : "firefox",
    executablePath,
    ...PATIENCE,
    userDataDir: profile,
    args: chromium ? [...CHROMIUM_ARGS, ...sandbox, ...args] : [...args],
    extraPrefsFirefox: prefs,
    // Readers' browsers have the back-forward cache.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  const close = browser.close.bind(browser);
  browser.close = async () => {
    await close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return browser;
}
