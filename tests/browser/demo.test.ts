// The demo page as `npm start` serves it.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import { serve } from "../../www/tools/browsers/serve.mjs";
import { BuildStatus } from "../../www/tools/build/status.mjs";
import { type BrowserName, browserTest, complaints, type Site, site, webkitTest } from "./lib/harness.js";

let demo: Site;
before(async () => {
  demo = await site("dist/site");
});
after(() => demo.close());

const stats = (page: Page) => page.$eval("#stats", (element) => element.textContent ?? "");

async function open(page: Page): Promise<void> {
  await page.goto(demo.url);
  await page.waitForFunction(`!document.querySelector("#stats").textContent.startsWith("Đang")`);
}

for (const browser of ["chromium", "firefox"] satisfies BrowserName[]) {
  browserTest(
    browser,
    "the article's paragraphs carry their themes and the cue words are drawn",
    async (page) => {
      const found = complaints(page);
      const text = /<article[\s\S]*<\/article>/.exec(await (await fetch(demo.url)).text())![0];
      await open(page);
      const seen = (await page.evaluate(`({
      tagged: document.querySelectorAll("article [data-themelight]").length,
      highlights: CSS.highlights.size,
      text: document.querySelector("article").textContent,
      expected: new DOMParser().parseFromString(${JSON.stringify(text)}, "text/html").querySelector("article").textContent,
    })`)) as { tagged: number; highlights: number; text: string; expected: string };
      assert.ok(seen.tagged >= 10, `${seen.tagged} paragraphs tagged`);
      assert.ok(seen.highlights >= 4, `${seen.highlights} highlights`);
      assert.equal(seen.text, seen.expected, "no text was touched");
      assert.deepEqual(found, []);
    },
  );

  browserTest(browser, "the strip shows the size of the download and the time it took", async (page) => {
    await open(page);
    assert.match(
      await stats(page),
      /^Tải [\d,]+ KB \(mã [\d,]+, wasm [\d,]+, mô hình [\d,]+\) trong [\d,]+ ms; xem \d+ đoạn trong [\d,]+ ms\./,
    );
  });

  browserTest(browser, "text is tagged as it is typed, without a request", async (page) => {
    await open(page);
    await page.waitForSelector("#try-result li");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.$eval("#try-text", (box) => {
      (box as HTMLTextAreaElement).value = "";
    });
    await page.type("#try-text", "Ủy ban kiểm tra thi hành kỷ luật 63 đảng viên.\nTrời hôm nay đẹp.");
    const rows = (await page.$$eval("#try-result li", (items) =>
      items.map((item) => [...item.querySelectorAll("dt[data-over]")].map((theme) => theme.textContent)),
    )) as string[][];
    assert.equal(rows.length, 2);
    assert.equal(rows[0]!.length, 1);
    assert.deepEqual(rows[1], []);
    assert.match(await page.$eval("#try-time", (line) => line.textContent!), /^2 đoạn, [\d,]+ ms$/);
    assert.deepEqual(asked, []);
  });
}

browserTest(
  "chromium",
  "every page of the gallery shows themes, with one script element added",
  async (page) => {
    const found = complaints(page);
    await page.goto(new URL("gallery.html", demo.url).href);
    const pages = await page.$$eval(".gallery a", (links) =>
      links.map((link) => (link as HTMLAnchorElement).href),
    );
    assert.equal(pages.length, 12);
    for (const url of pages) {
      await page.goto(url);
      await page.waitForSelector("[data-themelight]");
    }
    assert.deepEqual(found, []);
  },
);

for (const browser of ["chromium", "firefox"] satisfies BrowserName[]) {
  browserTest(browser, "an open page reloads when a build ends, also a failed one", async (page) => {
    const status = new BuildStatus();
    const { intercept } = status;
    const dev = await serve("dist/site", { port: 0, intercept, append: () => status.script });
    const shows = (title: string) =>
      page.waitForFunction(`document.title.includes(${JSON.stringify(title)})`);
    try {
      let finish = () => {};
      const building = status.run(
        () =>
          new Promise<void>((resolve) => {
            finish = resolve;
          }),
      );
      await page.goto(dev.url);
      await shows("Building");
      finish();
      await building;
      await shows("Lam Giang");
      await status.run(() => Promise.reject(new Error("expected expression")));
      await shows("The build failed");
      assert.match(await page.$eval("pre", (pre) => pre.textContent), /expected expression/);
      await status.run(async () => {});
      await shows("Lam Giang");
    } finally {
      await dev.close();
    }
  });
}

webkitTest("the article's paragraphs carry their themes", async (tab) => {
  await tab.goto(demo.url);
  const tagged = await tab.evaluate(`new Promise((resolve) => {
    const stats = document.querySelector("#stats");
    const look = () => {
      const text = stats.textContent;
      if (text.startsWith("Đang")) return;
      resolve(text.startsWith("Tải") ? document.querySelectorAll("article [data-themelight]").length : text);
    };
    new MutationObserver(look).observe(stats, { subtree: true, childList: true, characterData: true });
    look();
  })`);
  assert.ok(Number(tagged) >= 10, String(tagged));
});

browserTest("chromium", "without the wasm, the page shows the reason and the article", async (page) => {
  await page.setRequestInterception(true);
  page.on("request", (request) =>
    request.url().endsWith(".wasm") ? request.respond({ status: 404 }) : request.continue(),
  );
  await open(page);
  assert.match(await stats(page), /404.*load\/http/);
  assert.equal(await page.$$eval("article > p", (paragraphs) => paragraphs.length), 19);
});
