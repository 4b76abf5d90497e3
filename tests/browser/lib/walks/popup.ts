/** The messages of the extension's popup, on pages that it marks, cannot mark and may not read. */
import type { Page } from "puppeteer-core";
import { toFront, until } from "../extension.js";
import { type Fixture, storeSettings, textOf } from "../extension-suite.js";
import type { BrowserName } from "../harness.js";
import type { Walk } from "./walk.js";

/** Addresses that extensions may not read. */
export const STORES: Readonly<Record<BrowserName, string>> = {
  chromium: "https://chromewebstore.google.com/detail/x",
  firefox: "https://addons.mozilla.org/vi/firefox/",
};

interface Message {
  /** Opens the page that the message is about. */
  readonly open: (fixture: Fixture) => Promise<Page>;
  readonly says: RegExp;
  /** Settings of the page's site. */
  readonly site?: object;
  /** Settings of the reader. */
  readonly settings?: object;
}

const page =
  (path: string): Message["open"] =>
  (fixture) =>
    fixture.visit(path);

/** Shows the browser's error page at an address, without a request. */
export async function goOffline(page: Page, address: string): Promise<void> {
  await page.setOfflineMode(true);
  await page.goto(address).catch(() => {});
  await until(
    () =>
      page
        .evaluate(() => /^(chrome-error|about:neterror)/.test(document.documentURI))
        .catch(() => false),
    "the browser's error page",
  );
}

const offline =
  (address: string): Message["open"] =>
  async ({ extension }) => {
    const opened = await extension.browser.newPage();
    await goOffline(opened, address);
    return opened;
  };

const MESSAGES: Readonly<Record<string, Message>> = {
  marked: { open: page("plain.html"), says: /^\d+ đoạn · \d chủ đề$/ },
  "a page of the browser": {
    open: ({ name, extension, visit }) =>
      name === "chromium" ? visit("chrome://version/") : extension.own("welcome.html"),
    says: /riêng của trình duyệt/,
  },
  "a store": {
    open: (fixture) => offline(STORES[fixture.name])(fixture),
    says: /cửa hàng tiện ích/,
  },
  "not to be read": {
    open: offline("https://offline.example/"),
    says: /^Trình duyệt không cho phép đọc trang này$/,
  },
  declines: { open: page("no-thanks.html"), says: /đề nghị không đánh dấu/ },
  never: { open: page("plain.html"), says: /chọn không đánh dấu/, site: { rule: "never" } },
  failed: {
    open: page("plain.html"),
    says: /^Không đánh dấu được trang này$/,
    settings: { model: "gone" },
  },
  "no article": { open: page("none.html"), says: /^Không tìm thấy bài viết/ },
  "other language": { open: page("english.html"), says: /tiếng Việt$/ },
  "no theme": { open: page("without-theme.html"), says: /^Không có chủ đề nào/ },
  "hidden article": { open: page("hidden.html"), says: /bị ẩn$/ },
  "article in a shadow root": { open: page("shadow.html"), says: /^Chưa đọc được bài viết/ },
};

/** Every message. The walk's page is the popup, in a tab. */
export const popup = (fixture: Fixture): Walk =>
  async function* (own) {
    const { extension, served } = fixture;
    for (const [name, { open, says, site, settings }] of Object.entries(MESSAGES)) {
      const sites = site ? { [new URL(served.url).origin]: site } : {};
      await storeSettings(fixture, { lang: "vi", sites, ...settings });
      const opened = await open(fixture);
      await extension.press(opened);
      const id = await own.evaluate(
        async () => (await chrome.tabs.query({ active: true, currentWindow: true }))[0]!.id,
      );
      await own.evaluate((search) => location.replace(search), `popup.html?tab=${id}`);
      await toFront(own);
      await until(async () => says.test(await textOf(own, "#status").catch(() => "")), name);
      yield name;
      await opened.close();
    }
  };
