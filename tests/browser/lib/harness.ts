// Real browsers on a small site of ours: the built package at /themelight/, and whatever a test adds.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, type TestContext, test } from "node:test";
import { build } from "esbuild";
import type { Browser, Page } from "puppeteer-core";
// @ts-expect-error The task scripts are plain JavaScript, since they run before anything is installed.
import { findBrowser, missingBrowser } from "../../../www/tools/browsers/find.mjs";
// @ts-expect-error
import { launch } from "../../../www/tools/browsers/launch.mjs";
// @ts-expect-error
import { serve } from "../../../www/tools/browsers/serve.mjs";
// @ts-expect-error
import { launchWebKit } from "../../../www/tools/browsers/webkit.mjs";
// @ts-expect-error
import { cssText } from "../../../www/tools/build/css-text.mjs";

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
  for (const [path, target] of Object.entries(content.links ?? {})) symlinkSync(resolve(target), at(path));
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

/** A TypeScript module of ours as one script for the browser. Imports of "themelight" mean the package on the site. */
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

const browsers = new Map<BrowserName, Promise<Browser>>();
after(async () => {
  for (const browser of browsers.values()) await (await browser).close();
});

/** A test in a new tab; skipped, aloud, where the browser is missing. */
export function browserTest(
  name: BrowserName,
  title: string,
  body: (page: Page, context: TestContext) => Promise<void>,
): void {
  const skip = findBrowser(name) ? false : missingBrowser(name);
  test(`${name}: ${title}`, { skip, timeout: 120_000 }, async (context) => {
    if (!browsers.has(name)) browsers.set(name, launch(name));
    const page = await (await browsers.get(name)!).newPage();
    try {
      await body(page, context);
    } finally {
      await page.close();
    }
  });
}

/** What puppeteer's pages and WebKit's window have in common. */
export interface Tab {
  goto(url: string): Promise<unknown>;
  /** The value of an expression, awaited. */
  evaluate(expression: string): Promise<unknown>;
}

/** A test in a window of WebKitGTK. */
export function webkitTest(title: string, body: (tab: Tab) => Promise<void>): void {
  const skip = findBrowser("webkit") ? false : missingBrowser("webkit");
  test(`webkit: ${title}`, { skip, timeout: 120_000 }, async () => {
    const window = await launchWebKit();
    try {
      await body(window);
    } finally {
      await window.close();
    }
  });
}

/**
 * Everything the page complains of: script errors, console warnings and errors, failed requests. Not that
 * its policy keeps `/favicon.ico` out: browsers ask for that by themselves, some at their own time.
 */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  const note = (kind: string, text: string) => {
    if (!text.includes("/favicon.ico")) found.push(`${kind}: ${text}`);
  };
  page.on("pageerror", (error) => note("error", error instanceof Error ? error.message : `${error}`));
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) note(message.type(), message.text());
  });
  page.on("requestfailed", (request) => note("failed", request.url()));
  return found;
}
