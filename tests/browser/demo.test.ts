// The demo as `npm start` serves it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import { serve } from "../../www/tools/browsers/serve.mjs";
import { BuildStatus } from "../../www/tools/build/status.mjs";
import {
  type BrowserName,
  browserTest,
  complaints,
  holdRequests,
  type Site,
  site,
  webkitTest,
} from "./lib/harness.js";

const BROWSERS = ["chromium", "firefox"] satisfies BrowserName[];
/** The front pages by language. */
const FRONT = { vi: "", en: "en.html" } as const;
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
] as const;

let demo: Site;
before(async () => {
  demo = await site("dist/site");
});
after(() => demo.close());

const address = (path: string) => new URL(path, demo.url).href;

/** Opens a front page and waits until the embed has tagged it, or failed. */
async function open(page: Page, path: string = FRONT.vi): Promise<void> {
  await page.goto(address(path));
  await page.waitForFunction(`/KB|\\(/.test(document.querySelector("#figures").textContent)`);
}

const figures = (page: Page) => page.$eval("#figures", (element) => element.textContent);

/** Waits until the widget has drawn at least `least` marks in the margin. */
const marksDrawn = (page: Page, least: number) =>
  page.waitForFunction(
    (count) =>
      (document.querySelector("themelight-ui")?.shadowRoot?.querySelectorAll("[part~=mark]")
        .length ?? 0) >= count,
    {},
    least,
  );

/** Waits until the status line under the actions matches. */
const statusShows = (page: Page, pattern: RegExp) =>
  page.waitForFunction(
    (source) => new RegExp(source).test(document.querySelector("#status")!.textContent),
    {},
    pattern.source,
  );

for (const browser of BROWSERS) {
  browserTest(
    browser,
    "the article's paragraphs carry their themes and the cue words are drawn",
    async (page) => {
      const found = complaints(page);
      const text = /<article[\s\S]*<\/article>/.exec(await (await fetch(demo.url)).text())![0];
      await open(page);
      await page.waitForFunction("CSS.highlights.size >= 4");
      const seen = (await page.evaluate(`({
      tagged: document.querySelectorAll("article [data-themelight]").length,
      text: document.querySelector("article").textContent,
      expected: new DOMParser().parseFromString(${JSON.stringify(text)}, "text/html").querySelector("article").textContent,
    })`)) as { tagged: number; text: string; expected: string };
      assert.ok(seen.tagged >= 10, `${seen.tagged} paragraphs tagged`);
      assert.equal(seen.text, seen.expected, "no text was touched");
      assert.deepEqual(found, []);
    },
  );

  browserTest(
    browser,
    "the first screen has one sentence, three actions and two marked paragraphs",
    async (page) => {
      for (const [lang, path] of Object.entries(FRONT)) {
        for (const size of SIZES) {
          const name = `${lang}, ${size.width} × ${size.height}`;
          await page.setViewport(size);
          await open(page, path);
          await marksDrawn(page, 2);
          // As text: tsx adds calls of a helper to named functions, which the page lacks.
          const seen = (await page.evaluate(`(() => {
            const top = (element) => element.getBoundingClientRect().top;
            const inView = (element) => top(element) >= 0 && element.getBoundingClientRect().bottom <= innerHeight;
            const wanted = ["h1", ".actions [href='#site']", ".actions [href='#extension']", "#paste"];
            const { shadowRoot } = document.querySelector("themelight-ui");
            // A paragraph counts from three lines in view.
            const shown = (element) => top(element) + 90 < innerHeight;
            return {
              sentence: document.querySelector("h1").textContent,
              outside: wanted.filter((selector) => !inView(document.querySelector(selector))),
              paragraphs: [...document.querySelectorAll("article [data-themelight]")].filter(shown).length,
              marks: [...shadowRoot.querySelectorAll("[part~=mark]")].filter(shown).length,
              door: document.querySelector(".door").textContent,
              scrolled: scrollY,
            };
          })()`)) as {
            sentence: string;
            outside: string[];
            paragraphs: number;
            marks: number;
            door: string;
            scrolled: number;
          };
          assert.match(seen.sentence, /^Themelight [^.!?]+\.$/, name);
          assert.deepEqual(seen.outside, [], name);
          assert.ok(seen.paragraphs >= 2, `${name}: ${seen.paragraphs} marked paragraphs in view`);
          assert.ok(seen.marks >= 2, `${name}: ${seen.marks} marks in view`);
          assert.doesNotMatch(seen.door, /\d\s?(KB|ms)/, `${name}: figures belong in the footer`);
          assert.equal(seen.scrolled, 0, name);
        }
      }
    },
  );

  browserTest(
    browser,
    "a pasted article is marked in the margin, by keyboard, without a request",
    async (page) => {
      await open(page);
      const sample = await page.$eval("#article", (article) => article.textContent);
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      for (let i = 0; i < 3; i++) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.waitForFunction(`document.activeElement.id === "paste-text"`);
      assert.equal(await page.$eval("#paste", (button) => button.ariaExpanded), "true");
      await page.keyboard.type(
        "Chuyện trong tuần\nỦy ban kiểm tra thi hành kỷ luật 63 đảng viên.\n\n" +
          "Trời hôm nay đẹp, ngoài bến người ta phơi lưới từ sáng sớm.",
      );
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await statusShows(page, /2 đoạn, 1 đoạn/);
      await page.waitForFunction(() => {
        const { shadowRoot } = document.querySelector("themelight-ui")!;
        return shadowRoot!.querySelectorAll("[part~=mark]").length === 1;
      });
      const article = await page.$eval("#article", ({ children }) =>
        [...children].map(({ tagName, textContent }) => `${tagName} ${textContent}`),
      );
      assert.deepEqual(article, [
        "H2 Chuyện trong tuần",
        "P Ủy ban kiểm tra thi hành kỷ luật 63 đảng viên.",
        "P Trời hôm nay đẹp, ngoài bến người ta phơi lưới từ sáng sớm.",
      ]);
      const tagged = await page.$$eval("#article [data-themelight]", (paragraphs) =>
        paragraphs.map((paragraph) => (paragraph as HTMLElement).dataset.themelight),
      );
      assert.deepEqual(tagged, ["discipline"]);
      await page.focus("#back");
      await page.keyboard.press("Enter");
      await page.waitForFunction(
        `document.querySelectorAll("#article [data-themelight]").length >= 10`,
      );
      assert.equal(await page.$eval("#article", (back) => back.textContent), sample);
      assert.deepEqual(requests, []);
    },
  );

  browserTest(
    browser,
    "pasted text without a theme, without a paragraph, or empty is named",
    async (page) => {
      await open(page);
      const paste = async (text: string) => {
        await page.click("#paste");
        await page.$eval(
          "#paste-text",
          (box, given) => {
            (box as HTMLTextAreaElement).value = given;
          },
          text,
        );
        await page.click("#paste-form [type=submit]");
      };
      await paste(" \n");
      await statusShows(page, /Chưa có bài/);
      await page.keyboard.press("Escape");
      await paste("Chiều nay trời quang, gió nhẹ, nhiệt độ cao nhất là ba mươi mốt độ.");
      await statusShows(page, /1 đoạn; không đoạn nào/);
      await paste("Mưa.\nGió.");
      await statusShows(page, /Không tìm thấy đoạn văn nào/);
      await paste("<img src=x onerror=alert(1)> Ủy ban kiểm tra thi hành kỷ luật 63 đảng viên.");
      await statusShows(page, /1 đoạn, 1 đoạn/);
      assert.equal(
        await page.$$eval("#article img", (images) => images.length),
        0,
        "text stays text",
      );
    },
  );

  browserTest(
    browser,
    "the English page marks an English article with its own model",
    async (page) => {
      const found = complaints(page);
      await open(page, FRONT.en);
      await marksDrawn(page, 2);
      const seen = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        themes: [
          ...new Set(
            [...document.querySelectorAll<HTMLElement>("[data-themelight]")].flatMap((paragraph) =>
              paragraph.dataset.themelight!.split(" "),
            ),
          ),
        ].sort(),
        untagged: document.querySelectorAll("#article > p:not([data-themelight])").length,
        label: document.querySelector("themelight-ui")!.shadowRoot!.querySelector("[part~=label]")!
          .textContent,
      }));
      assert.equal(seen.lang, "en");
      assert.deepEqual(seen.themes, ["housing", "transport"]);
      assert.ok(seen.untagged >= 3, `${seen.untagged} paragraphs without a theme`);
      assert.match(seen.label, /Transport|Housing/);
      assert.match(
        await figures(page),
        /^[\d,]+ KB downloaded, \d+ paragraphs read after [\d,]+ ms\./,
      );
      assert.deepEqual(found, []);
    },
  );

  browserTest(
    browser,
    "the footer has the download's size, the time and the other language",
    async (page) => {
      await open(page);
      assert.match(await figures(page), /^Tải [\d.]+ KB, đọc xong \d+ đoạn sau [\d.]+ ms\./);
      // By keyboard: a page that still loads may move a link away from the mouse.
      await page.focus(".colophon [hreflang=en]");
      await page.keyboard.press("Enter");
      await page.waitForFunction(`document.documentElement.lang === "en"`);
      await page.waitForSelector(".colophon [hreflang=vi][lang]");
      await page.focus(".colophon [hreflang=vi][lang]");
      await page.keyboard.press("Enter");
      await page.waitForFunction(`document.documentElement.lang === "vi"`);
    },
  );
}

browserTest(
  "chromium",
  "the snippet is copied, fits the served embed, and pastes into the box",
  async (page) => {
    const context = page.browserContext();
    await context.overridePermissions(new URL(demo.url).origin, [
      "clipboard-read",
      "clipboard-sanitized-write",
    ]);
    await open(page);
    const script = Buffer.from(await (await fetch(address("embed/themelight.js"))).arrayBuffer());
    const integrity = `sha256-${createHash("sha256").update(script).digest("base64")}`;
    await page.click("#copy");
    await page.waitForFunction(`document.querySelector("#copied").textContent === "Đã sao chép."`);
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /^<script async src="https:\/\/YOUR-SITE\/embed\/themelight\.js"/);
    assert.ok(copied.includes(`integrity="${integrity}"`), copied);
    assert.equal(
      await page.$eval("script[src^=embed]", (element) => (element as HTMLScriptElement).integrity),
      integrity,
      "the page itself uses the pinned script",
    );
    await page.click("#paste");
    await page.keyboard.down("Control");
    await page.keyboard.press("v");
    await page.keyboard.up("Control");
    await page.waitForFunction(
      `document.querySelector("#article").textContent.startsWith("<script async")`,
    );
  },
);

browserTest("chromium", "without the clipboard, the snippet is selected", async (page) => {
  await open(page);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("denied"));
  });
  await page.click("#copy");
  await page.waitForFunction(`document.querySelector("#copied").textContent.includes("Ctrl+C")`);
  assert.match(
    await page.evaluate(() => String(getSelection())),
    /^<script async[\s\S]+<\/script>$/,
  );
});

browserTest("chromium", "both actions lead to downloads that exist", async (page) => {
  for (const path of Object.values(FRONT)) {
    await open(page, path);
    for (const id of ["site", "extension"]) {
      await page.click(`.actions [href='#${id}']`);
      await page.waitForFunction(`location.hash === "#${id}"`);
      const files = await page.$$eval(`#${id} a[download]`, (links) =>
        links.map((link) => (link as HTMLAnchorElement).href),
      );
      assert.ok(files.length >= 1);
      for (const url of files) {
        const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
        assert.equal(String.fromCharCode(...bytes.subarray(0, 2)), "PK", `${url} is a zip`);
      }
    }
  }
});

browserTest("chromium", "print has the article and nothing of the introduction", async (page) => {
  await open(page);
  await page.emulateMediaType("print");
  const shown = await page.evaluate(() =>
    [".door", ".doors", ".colophon", "#article"].filter(
      (selector) => getComputedStyle(document.querySelector(selector)!).display !== "none",
    ),
  );
  assert.deepEqual(shown, ["#article"]);
});

browserTest(
  "chromium",
  "every page of the gallery shows themes under its own policy, and is described",
  async (page) => {
    const found = complaints(page);
    await page.goto(address("gallery.html"));
    assert.equal(await page.$$eval("h1", (headings) => headings.length), 1);
    const pages = await page.$$eval(".gallery a", (links) =>
      links.map((link) => ({
        url: (link as HTMLAnchorElement).href,
        description: link.querySelector("p")!.textContent,
      })),
    );
    assert.equal(pages.length, 12);
    for (const { url, description } of pages) {
      assert.ok(description.length > 20, `${url}: ${description}`);
      await page.goto(url);
      await page.waitForSelector("[data-themelight]");
      const text = await page.$eval("body", (body) => body.textContent);
      // There is no level between province and commune since 1 July 2025.
      assert.doesNotMatch(text, /(?<!\p{L})(huyện|quận|thị xã|thị trấn)(?!\p{L})/iu, url);
      assert.equal(
        await page.$$eval("meta[http-equiv=Content-Security-Policy]", (all) => all.length),
        1,
        url,
      );
    }
    assert.deepEqual(found, []);
  },
);

for (const browser of BROWSERS) {
  browserTest(
    browser,
    "an open page reloads when a build ends, also a failed one",
    async (page) => {
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
    },
  );
}

webkitTest("the article's paragraphs carry their themes", async (tab) => {
  await tab.goto(demo.url);
  const tagged = await tab.evaluate(`new Promise((resolve) => {
    const figures = document.querySelector("#figures");
    const look = () => {
      const text = figures.textContent;
      if (text.startsWith("Đang")) return;
      resolve(text.startsWith("Tải") ? document.querySelectorAll("article [data-themelight]").length : text);
    };
    new MutationObserver(look).observe(figures, { subtree: true, childList: true, characterData: true });
    look();
  })`);
  assert.ok(Number(tagged) >= 10, String(tagged));
});

browserTest(
  "chromium",
  "without the embed's script, a button loads the page again",
  async (page) => {
    let refuse = true;
    await page.setRequestInterception(true);
    page.on("request", (request) =>
      refuse && request.url().endsWith("/themelight.js")
        ? request.abort()
        : void request.continue(),
    );
    await open(page);
    await statusShows(page, /thử lại.*embed\/script/);
    refuse = false;
    await page.click("#status button");
    await marksDrawn(page, 2);
  },
);

browserTest(
  "chromium",
  "while the wasm loads, the page shows how much has arrived; without it, the reason and a retry",
  async (page) => {
    const held = await holdRequests(page, ".wasm", 404);
    await page.goto(demo.url);
    const share = (await (
      await page.waitForFunction(() => {
        const { value = 0 } =
          document.querySelector<HTMLProgressElement>("#loading progress") ?? {};
        return value > 0.5 && value;
      })
    ).jsonValue()) as number;
    assert.ok(share < 1, `${share}: the wasm has not arrived`);
    assert.match(await page.$eval("#loading", (line) => line.textContent), /^Đang tải/);
    held.answer();
    await page.waitForFunction(`/KB|\\(/.test(document.querySelector("#figures").textContent)`);
    assert.equal(await page.$eval("#loading", (line) => line.textContent), "");
    assert.match(
      await page.$eval("#status", (line) => line.textContent),
      /Không đánh dấu được.*load\/http/,
    );
    assert.match(await figures(page), /404.*load\/http/);
    assert.equal(await page.$$eval("article > p", (paragraphs) => paragraphs.length), 19);
    await page.click("#paste");
    await page.type("#paste-text", "Ủy ban kiểm tra thi hành kỷ luật 63 đảng viên.");
    await page.click("#paste-form [type=submit]");
    await page.waitForSelector("#back", { visible: true });
    assert.match(await page.$eval("#status", (line) => line.textContent), /load\/http/);
    held.refuse = false;
    await page.focus("#status button");
    await page.keyboard.press("Enter");
    await marksDrawn(page, 1);
    await statusShows(page, /1 đoạn, 1 đoạn/);
  },
);
