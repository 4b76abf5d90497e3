// Starts real browsers and serves small sites for them.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, type TestContext, test } from "node:test";
import { build } from "esbuild";
import type { Browser, Page } from "puppeteer-core";
import { findBrowser, missingBrowser } from "../../../www/tools/browsers/find.mjs";
import { launch } from "../../../www/tools/browsers/launch.mjs";
import { serve } from "../../../www/tools/browsers/serve.mjs";
import { launchWebKit } from "../../../www/tools/browsers/webkit.mjs";
import { cssText } from "../../../www/tools/build/css-text.mjs";

/** Milliseconds for one test; an ended wait means a fault, not a slow machine. */
const TIMEOUT = 600_000;

/** The SHA-256 of no bytes, in base64. */
const HASH_OF_NOTHING = createHash("sha256").digest("base64");

export type BrowserName = "chromium" | "firefox";

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a folder, or one made of `links` (path on the site → path in the repository) and `files` (path → text). */
export async function site(
  content: string | { links?: Record<string, string>; files?: Record<string, string> },
  headers: Record<string, string> = {},
): Promise<Site> {
  if (typeof content === "string") return serve(resolve(content), { port: 0, headers });
  const folder = mkdtempSync(join(tmpdir(), "themelight-site-"));
  const at = (path: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    return join(folder, path);
  };
  for (const [path, target] of Object.entries(content.links ?? {}))
    symlinkSync(resolve(target), at(path));
  for (const [path, text] of Object.entries(content.files ?? {})) writeFileSync(at(path), text);
  const { url, close } = await serve(folder, { port: 0, headers });
  return {
    url,
    close: async () => {
      await close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Bundles a TypeScript module for the browser. Does not bundle "themelight": the site has the package. */
export async function script(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    plugins: [cssText],
    external: ["themelight"],
    logLevel: "warning",
  });
  return result.outputFiles[0]!.text;
}

/** Started browsers, by name and preferences. */
const browsers = new Map<string, Promise<Browser>>();
after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
});

/**
 * Runs a test in a new tab. Skips it, with the reason, where the browser is missing.
 *
 * @param prefs of Firefox; each set of them starts a browser
 */
export function browserTest(
  name: BrowserName,
  title: string,
  body: (page: Page, context: TestContext) => Promise<void>,
  prefs: Record<string, unknown> = {},
): void {
  const skip = findBrowser(name) ? false : missingBrowser(name);
  test(`${name}: ${title}`, { skip, timeout: TIMEOUT }, async (context) => {
    const key = name + JSON.stringify(prefs);
    if (!browsers.has(key)) browsers.set(key, launch(name, { prefs }));
    const page = await (await browsers.get(key)!).newPage();
    // Only the test has a limit: puppeteer's 30 s for each wait is too short on a busy machine.
    page.setDefaultTimeout(TIMEOUT);
    try {
      await body(page, context);
    } finally {
      await page.close();
    }
  });
}

/** What the pages of puppeteer and the window of WebKit have in common. */
export interface Tab {
  goto(url: string): Promise<unknown>;
  /** Resolves with the value of an expression in the page, awaited. */
  evaluate(expression: string): Promise<unknown>;
}

/** Runs a test in a window of WebKitGTK. Skips it, with the reason, where WebKitGTK is missing. */
export function webkitTest(title: string, body: (tab: Tab) => Promise<void>): void {
  const skip = findBrowser("webkit") ? false : missingBrowser("webkit");
  test(`webkit: ${title}`, { skip, timeout: TIMEOUT }, async () => {
    const window = await launchWebKit();
    try {
      await body(window);
    } finally {
      await window.close();
    }
  });
}

/**
 * Collects script errors, console warnings and errors, and failed requests. Ignores `/favicon.ico`,
 * which browsers request by themselves at any time, and what Firefox says of a page that is left
 * while a file with `integrity` loads: it compares the hash of the part that has arrived.
 */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  const aborted = new Set<string>();
  const ofAborted = (text: string) =>
    /hashes in the integrity attribute/.test(text) &&
    (text.includes(HASH_OF_NOTHING) || [...aborted].some((url) => text.includes(`“${url}”`)));
  const note = (kind: string, text: string, url = text) => {
    if (!`${text} ${url}`.includes("/favicon.ico") && !ofAborted(text))
      found.push(`${kind}: ${text}`);
  };
  page.on("pageerror", (error) =>
    note("error", error instanceof Error ? error.message : `${error}`),
  );
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type()))
      note(message.type(), message.text(), message.location()?.url);
  });
  page.on("requestfailed", (request) => {
    // A page that is left ends its requests: NS_BINDING_ABORTED in Firefox.
    if (request.failure()?.errorText.includes("ABORTED")) aborted.add(request.url());
    else note("failed", request.url());
  });
  return found;
}

/** Requests of a page that are held back. */
export interface Held {
  /** Answers the requests so far, and all later ones at once. */
  answer(): void;
  /** False: the requests are let through. */
  refuse: boolean;
}

/** Holds the requests for addresses with this end; then refuses them with an HTTP status. */
export async function holdRequests(page: Page, end: string, status: number): Promise<Held> {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const held: Held = { answer, refuse: true };
  await page.setRequestInterception(true);
  page.on("request", async (request) => {
    if (!request.url().endsWith(end)) return void request.continue();
    await answered;
    await (held.refuse ? request.respond({ status }) : request.continue());
  });
  return held;
}
