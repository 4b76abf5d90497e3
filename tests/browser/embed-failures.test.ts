// Every failure is one message in the console and one event with a code, and the page is as it was.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import { buildEmbed } from "../../www/embed/build.mjs";
import {
  type BrowserName,
  browserTest,
  complaints,
  type Site,
  script,
  site,
} from "./lib/harness.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];
const ARTICLE = readFileSync("tests/fixtures/pages/notice.html", "utf8");

let served: Site;
before(async () => {
  await buildEmbed();
  const embed =
    '<link rel="icon" href="data:,"><script async src="/embed/themelight.js"></script></head>';
  served = await site({
    links: { embed: "dist/embed" },
    files: {
      "plain.html": ARTICLE.replace("</head>", '<link rel="icon" href="data:,"></head>'),
      "embed.html": ARTICLE.replace("</head>", embed),
      "widget.js": await script("tests/browser/lib/expose.ts"),
    },
  });
});
after(() => served.close());

const at = (path: string): string => new URL(path, served.url).href;

/** What the tests use in the page: the codes of our error events, and what we left there. */
const HELPERS = `
  globalThis.codes = [];
  globalThis.traces = () =>
    document.querySelectorAll("themelight-ui,[data-themelight]").length +
    document.adoptedStyleSheets.length +
    CSS.highlights.size;
  /**
   * Resolves with the codes once a failure was reported, or after hundreds of frames without one.
   */
  globalThis.failed = async () => {
    for (let left = 300; left && !codes.length; left--) await probes.frames();
    await probes.frames();
    return codes;
  };
  document.addEventListener("themelight:error", ({ detail }) => codes.push(detail.code));
`;

async function openPlain(page: Page): Promise<void> {
  await page.goto(at("plain.html"));
  await page.addScriptTag({ url: at("widget.js"), type: "module" });
  await page.waitForFunction("typeof attach === 'function'");
  await page.evaluate(HELPERS);
}

declare const codes: string[];
declare const traces: () => number;
declare const failed: () => Promise<string[]>;

/** Fails while the widget is put together. */
const AT_ONCE: Record<string, string> = {
  "no attachShadow": "Element.prototype.attachShadow = undefined",
  "no constructable sheets": "CSSStyleSheet = undefined",
  "sheets that cannot be replaced":
    "CSSStyleSheet.prototype.replaceSync = () => { throw new Error('no') }",
  "no MutationObserver": "MutationObserver = undefined",
  "no ResizeObserver": "ResizeObserver = undefined",
  "no AbortController": "AbortController = undefined",
  "no getComputedStyle": "getComputedStyle = () => { throw new Error('no') }",
  "an observer that refuses": "ResizeObserver.prototype.observe = () => { throw new Error('no') }",
  "highlights that refuse": "CSS.highlights.set = () => { throw new Error('no') }",
};

/** Scripts after which something fails later, outside any call. */
const LATER: Record<string, string> = {
  "a tagger that refuses to tag": "toyTagger.tag = () => Promise.reject(new Error('no'))",
  "a tagger that throws nothing": "toyTagger.tag = () => { throw undefined }",
  "a tagger that refuses to explain": "toyTagger.explain = () => Promise.reject(new Error('no'))",
  "a tagger without evidence": "toyTagger.explain = () => undefined",
  "highlights that refuse a range": "Highlight.prototype.add = () => { throw new Error('no') }",
  "elements that cannot be moved":
    "Element.prototype.replaceChildren = () => { throw new Error('no') }",
};

browserTest(
  "chromium",
  "attach: a failure at once is thrown with a code and reported once",
  async (page) => {
    const found = complaints(page);
    for (const [title, broken] of Object.entries(AT_ONCE)) {
      await openPlain(page);
      found.length = 0;
      const seen = await page.evaluate((code) => {
        // biome-ignore lint/security/noGlobalEval: the cases are text, which a test can name.
        eval(code);
        try {
          attach(toyTagger);
          return [];
        } catch (cause) {
          const { name, code } = cause as { name: string; code: string };
          return [name, code, ...codes, traces()];
        }
      }, broken);
      assert.deepEqual(seen, ["ThemelightError", "page/failed", "page/failed", 0], title);
      assert.equal(found.length, 1, `${title}: ${found.join("\n")}`);
      assert.match(found[0]!, /^error: Themelight: /);
    }
  },
);

browserTest(
  "chromium",
  "attach: a later failure is reported once, and everything is removed",
  async (page) => {
    const found = complaints(page);
    const wrong: unknown[] = [];
    for (const [title, broken] of Object.entries(LATER)) {
      await openPlain(page);
      found.length = 0;
      const seen = await page.evaluate(async (code) => {
        // biome-ignore lint/security/noGlobalEval: the cases are text, which a test can name.
        eval(code);
        const handle = attach(toyTagger, { legend: "open" });
        const seen = await failed();
        return [seen.length, handle.signal.aborted, traces()];
      }, broken);
      if (
        `${seen}` !== "1,true,0" ||
        found.length !== 1 ||
        !found[0]!.startsWith("error: Themelight: ")
      )
        wrong.push([title, seen, found.slice()]);
    }
    assert.deepEqual(wrong, []);
  },
);

for (const browser of BROWSERS) {
  browserTest(
    browser,
    "a newer Themelight keeps the page: one page/owned from package and embed",
    async (page) => {
      const found = complaints(page);
      await openPlain(page);
      const owned = () =>
        document.addEventListener("themelight:claim", (event) => event.preventDefault(), {
          once: true,
        });
      await page.evaluate(owned);
      const seen = await page.evaluate(() => {
        try {
          attach(toyTagger);
        } catch (cause) {
          return [(cause as { code: string }).code, ...codes, traces()];
        }
      });
      assert.deepEqual(seen, ["page/owned", "page/owned", 0]);
      assert.deepEqual(found, ["error: Themelight: a newer Themelight marks this page; it stays"]);

      found.length = 0;
      await page.evaluateOnNewDocument(() => {
        document.addEventListener("themelight:claim", (event) => event.preventDefault());
        document.addEventListener("themelight:error", ({ detail }) => {
          document.documentElement.dataset.codes = `${document.documentElement.dataset.codes ?? ""} ${detail.code}`;
        });
      });
      await page.goto(at("embed.html"));
      await page.waitForSelector("html[data-codes]");
      assert.equal(await page.$eval("html", (html) => html.dataset.codes), " page/owned");
      assert.equal(await page.$("themelight-ui,[data-themelight]"), null);
      assert.deepEqual(found, ["error: Themelight: a newer Themelight marks this page; it stays"]);
    },
  );

  browserTest(browser, "the page removes our element: one page/removed, no trace", async (page) => {
    const found = complaints(page);
    await openPlain(page);
    const seen = await page.evaluate(async () => {
      const handle = attach(toyTagger);
      await handle.done;
      document.querySelector("themelight-ui")!.remove();
      return [...(await failed()), traces()];
    });
    assert.deepEqual(seen, ["page/removed", 0]);
    assert.equal(found.length, 1, found.join("\n"));
  });

  browserTest(
    browser,
    "document.open() after tagging leaves neither attributes nor marks",
    async (page) => {
      const found = complaints(page);
      await page.goto(at("embed.html"));
      await page.waitForFunction(() =>
        document.querySelector("themelight-ui")?.shadowRoot?.querySelector(".mark"),
      );
      await page.evaluate(async () => {
        const html = await (await fetch("/plain.html")).text();
        document.open();
        document.write(html);
        document.close();
      });
      await page.waitForFunction(() => !document.querySelector("themelight-ui,[data-themelight]"));
      assert.equal(await page.evaluate("document.adoptedStyleSheets.length"), 0);
      // It can be attached again.
      const again = await page.evaluate(async () => {
        const handle = await window.themelight!.attach();
        await handle.done;
        return document.querySelectorAll("[data-themelight]").length;
      });
      assert.ok(again > 0);
      assert.deepEqual(found, [
        "error: Themelight: the page removed Themelight's element or replaced its document; attach again",
      ]);
    },
  );

  browserTest(
    browser,
    "document.open() with the embed's script in the new document: tags again",
    async (page) => {
      const found = complaints(page);
      await page.goto(at("embed.html"));
      await page.waitForFunction(() =>
        document.querySelector("themelight-ui")?.shadowRoot?.querySelector(".mark"),
      );
      await page.evaluate(async () => {
        const html = await (await fetch("/embed.html")).text();
        document.open();
        document.write(html);
        document.close();
        // Marks of the old document are gone when its removal was reported.
        document.documentElement.dataset.reopened = "";
      });
      await page.waitForFunction(() =>
        document
          .querySelector("[data-reopened] ~ themelight-ui, html[data-reopened] > themelight-ui")
          ?.shadowRoot?.querySelector(".mark"),
      );
      assert.equal(await page.$$eval("themelight-ui", (all) => all.length), 1);
      assert.deepEqual(found, [
        "error: Themelight: the page removed Themelight's element or replaced its document; attach again",
      ]);
    },
  );
}
