// Starts a real browser of this machine, for the browser tests and the screenshots.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser, missingBrowser } from "./browsers.mjs";
import { Failure } from "./run.mjs";

export const CHROMIUM_ARGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  // Pictures are the same whatever the screen of the machine.
  "--force-color-profile=srgb",
  "--hide-scrollbars",
];

/** A puppeteer browser, "chromium" or "firefox", with a new profile that goes when it closes. */
export async function launch(name, { args = [] } = {}) {
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
    userDataDir: profile,
    args: chromium ? [...CHROMIUM_ARGS, ...sandbox, ...args] : args,
    // Readers have it, so tests have it.
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  });
  const close = browser.close.bind(browser);
  browser.close = async () => {
    await close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return browser;
}
