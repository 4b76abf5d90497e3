// Drives the studio as a user does: by the words on its buttons.
import type { ElementHandle, Page } from "puppeteer-core";
import { complaints } from "./harness.js";

/**
 * Opens the studio without any work and waits until it is ready. Records downloads for
 * {@link downloaded}. Returns the list of complaints, to which later ones are added.
 */
export async function openStudio(page: Page, address: string): Promise<string[]> {
  await page.goto(new URL("studio.css", address).href);
  await page.evaluate(`new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase("themelight-studio");
    request.onsuccess = resolve;
    request.onerror = reject;
  })`);
  await page.evaluateOnNewDocument(`
    globalThis.downloads = {};
    const { createObjectURL } = URL;
    let last;
    URL.createObjectURL = (blob) => { last = blob; return createObjectURL.call(URL, blob); };
    addEventListener("click", ({ target }) => {
      if (target.download) globalThis.downloads[target.download] = last;
    }, true);
    const { click } = HTMLAnchorElement.prototype;
    HTMLAnchorElement.prototype.click = HTMLElement.prototype.click = function () {
      if (this.download && !this.isConnected) globalThis.downloads[this.download] = last;
      else click.call(this);
    };
  `);
  const found = complaints(page);
  await page.goto(address);
  await ready(page);
  return found;
}

export const ready = (page: Page) => page.waitForSelector("html[data-ready]");

/** Clicks the button with this text, as soon as it is there and enabled. */
export async function press(page: Page, text: string, scope = "body"): Promise<void> {
  const button = (await page.waitForFunction(
    (within, wanted) =>
      [...document.querySelectorAll<HTMLButtonElement>(`${within} button`)].find(
        (one) => one.textContent === wanted && !one.disabled && one.checkVisibility(),
      ),
    {},
    scope,
    text,
  )) as ElementHandle<HTMLButtonElement>;
  await button.evaluate((one) => one.scrollIntoView({ block: "center" }));
  await button.click();
}

/** Gives a file to the file button with this text. */
export async function giveFile(page: Page, label: string, path: string): Promise<void> {
  const input = await page.waitForSelector(`input[type=file][aria-label="${label}"]`);
  await (input as ElementHandle<HTMLInputElement>).uploadFile(path);
}

/** Resolves with a download's bytes, once it is there. */
export async function downloaded(page: Page, name: string): Promise<Buffer> {
  await page.waitForFunction(
    (wanted) => wanted in (globalThis as unknown as { downloads: object }).downloads,
    {},
    name,
  );
  const base64 = (await page.evaluate(`(async () => {
    const bytes = new Uint8Array(await globalThis.downloads[${JSON.stringify(name)}].arrayBuffer());
    delete globalThis.downloads[${JSON.stringify(name)}];
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  })()`)) as string;
  return Buffer.from(base64, "base64");
}

/** Waits until an element's text matches. */
export const shows = (page: Page, selector: string, pattern: RegExp) =>
  page.waitForFunction(
    (at, source) => new RegExp(source, "u").test(document.querySelector(at)?.textContent ?? ""),
    {},
    selector,
    pattern.source,
  );

export const textOf = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) => element.textContent);
