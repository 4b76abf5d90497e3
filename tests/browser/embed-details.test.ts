// The script with the open legend and the cue words: loaded apart from the rest, and before the
// page counts as tagged.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import { buildEmbed } from "../../www/embed/build.mjs";
import { appears, click } from "./lib/embedded.js";
import { type BrowserName, browserTest, complaints, type Site, site } from "./lib/harness.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];
const ARTICLE = readFileSync("tests/fixtures/pages/notice.html", "utf8");
const pageWith = (attributes: string) =>
  ARTICLE.replace(
    "</head>",
    `<link rel="icon" href="data:,"><script async src="/embed/themelight.js"${attributes}></script></head>`,
  );

let served: Site;
let details = "";
before(async () => {
  await buildEmbed();
  details = readdirSync("dist/embed").find((name) => name.startsWith("details-"))!;
  served = await site({
    links: { embed: "dist/embed" },
    files: {
      "index.html": pageWith(""),
      "bare.html": pageWith(' data-legend="none" data-cues="false"'),
    },
  });
});
after(() => served.close());

/** Opens a page; returns the names of all files requested until the event `themelight:tagged`. */
async function openTagged(page: Page, path = ""): Promise<string[]> {
  const names: string[] = [];
  page.on("request", (request) => names.push(request.url().split("/").at(-1)!));
  await page.evaluateOnNewDocument(() => {
    document.addEventListener("themelight:tagged", () => {
      document.documentElement.dataset.tagged = "";
    });
  });
  await page.goto(new URL(path, served.url).href);
  await page.waitForSelector("[data-tagged]");
  return names;
}

const pillSays = (page: Page, text: string) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector("themelight-ui")?.shadowRoot?.querySelector(".pill")?.textContent ===
      wanted,
    {},
    text,
  );

for (const browser of BROWSERS) {
  browserTest(
    browser,
    "it is requested once, before the page is tagged; then all works offline",
    async (page) => {
      const found = complaints(page);
      const names = await openTagged(page);
      assert.equal(names.filter((name) => name === details).length, 1, names.join());
      await page.evaluate(async () => (await window.themelight!.attach()).drawn);
      names.length = 0;
      await page.setOfflineMode(true);
      await appears(page, ".steps");
      await click(page, ".pill");
      await appears(page, ".card .row");
      await click(page, "[data-panel=options]");
      const ticks = await page.evaluate(() =>
        [
          ...document
            .querySelector("themelight-ui")!
            .shadowRoot!.querySelectorAll<HTMLElement>(".ticks i"),
        ].map((tick) => Number.parseFloat(tick.style.insetInlineStart)),
      );
      assert.equal(ticks.length, 4);
      assert.ok(
        ticks.every((tick) => tick > 1 && tick < 99),
        `${ticks}: every threshold of the default model is on the slider`,
      );
      await click(page, ".label");
      await appears(page, ".why .word");
      assert.ok(await page.evaluate(() => CSS.highlights.get("themelight-staffing")!.size > 0));
      await page.setOfflineMode(false);
      assert.deepEqual(names, []);
      assert.deepEqual(found, []);
    },
  );

  browserTest(browser, "a page that is left while it loads says nothing", async (page) => {
    const found = complaints(page);
    let asked = () => {};
    const requested = new Promise<void>((resolve) => {
      asked = resolve;
    });
    // Passes requests on, but never answers the one for the script.
    const server = createServer(async ({ url }, response) => {
      if (url!.includes(details)) return asked();
      const file = await fetch(new URL(url!, served.url));
      response.setHeader("content-type", file.headers.get("content-type")!);
      response.end(Buffer.from(await file.arrayBuffer()));
    });
    await once(server.listen(0), "listening");
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await requested;
    await page.goto("about:blank");
    server.closeAllConnections();
    server.close();
    assert.deepEqual(found, []);
  });

  browserTest(
    browser,
    "while it loads slowly, and if it cannot be loaded, the pill says so; a click tries again",
    async (page) => {
      let refuse = true;
      let asked = 0;
      let answer = () => {};
      let held: Promise<void> | undefined;
      await page.setRequestInterception(true);
      page.on("request", (request) => {
        if (!request.url().includes(details)) return void request.continue();
        asked++;
        const respond = () => void (refuse ? request.respond({ status: 503 }) : request.continue());
        if (held) void held.then(respond);
        else respond();
      });
      await page.evaluateOnNewDocument(() => {
        // A slow connection without the wait.
        const { setTimeout } = window;
        window.setTimeout = ((run: () => void, delay = 0) =>
          setTimeout(run, delay === 5000 ? 0 : delay)) as typeof setTimeout;
      });
      const warned: string[] = [];
      page.on("console", (message) => message.type() === "warn" && warned.push(message.text()));
      await openTagged(page);
      await page.waitForSelector("themelight-ui");
      await appears(page, ".steps");
      assert.ok((await page.$$("[data-themelight]")).length > 0);
      const before = asked;
      await click(page, ".pill");
      await pillSays(page, "Không tải được. Thử lại");
      assert.ok(asked > before, "the click asked again");
      held = new Promise((resolve) => {
        answer = resolve;
      });
      await click(page, ".pill");
      await pillSays(page, "Mạng chậm, đang tải…");
      answer();
      await pillSays(page, "Không tải được. Thử lại");
      held = undefined;
      assert.match(warned[0]!, /^Themelight: .*details-.*could not be loaded \(503\)/);
      refuse = false;
      await click(page, ".pill");
      await appears(page, ".card .row");
    },
  );
}

browserTest("chromium", "without legend and cue words it is not requested", async (page) => {
  const names = await openTagged(page, "bare.html");
  assert.ok(!names.includes(details), names.join());
});

browserTest("chromium", "with other bytes it is not run, and the marks stay", async (page) => {
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (!request.url().includes(details)) return void request.continue();
    const body = "globalThis.evil = 1; export default () => ({})";
    return void request.respond({ status: 200, contentType: "text/javascript", body });
  });
  const warned: string[] = [];
  page.on("console", (message) => message.type() === "warn" && warned.push(message.text()));
  await openTagged(page);
  await page.evaluate(async () => (await window.themelight!.attach()).drawn.catch(() => {}));
  await appears(page, ".steps");
  await click(page, ".pill");
  await pillSays(page, "Không tải được. Thử lại");
  assert.match(warned[0]!, /details-.* is not the expected file: its hash differs/);
  assert.equal(await page.evaluate(() => "evil" in globalThis), false);
});
