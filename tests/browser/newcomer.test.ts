// A newcomer: from the empty studio and a spreadsheet to an article with marks of own themes.
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { type BrowserName, browserTest } from "./lib/harness.js";
import { EXAMPLES, NEWCOMERS } from "./lib/newcomer.js";
import { giveFile, openStudio, press } from "./lib/studio.js";
import { address, file } from "./lib/studio-site.js";

type Lang = keyof typeof NEWCOMERS;

/** What the newcomer presses. */
const WORDS = {
  vi: {
    choose: "Chọn tệp",
    use: `Dùng ${3 * EXAMPLES} ví dụ này`,
    background: "Thêm các đoạn có sẵn, nói về nhiều chuyện khác",
    train: "Huấn luyện",
    next: "Dùng thử trên một bài báo",
    article: "Bài báo cần thử",
    mark: "Đánh dấu",
  },
  en: {
    choose: "Choose a file",
    use: `Use these ${3 * EXAMPLES} examples`,
    background: "Add built-in paragraphs on many other subjects",
    train: "Train",
    next: "Try it on an article",
    article: "Article to try",
    mark: "Mark it",
  },
} as const;
/** The clicks that a walk may take, with two in the dialogue that chooses the file. */
const MOST_CLICKS = 8;

/** Gives the spreadsheet to the studio. The system's dialogue is not part of the page. */
async function chooseTable(page: Page, lang: Lang): Promise<void> {
  await giveFile(page, WORDS[lang].choose, file(`${lang}.csv`, NEWCOMERS[lang].table));
}

/** Writes lines into the focused box, as a paste does. */
const paste = (page: Page, lines: readonly string[]) =>
  page.evaluate((text) => {
    (document.activeElement as HTMLTextAreaElement).value = text;
  }, lines.join("\n"));

const articleOf = (lang: Lang) => NEWCOMERS[lang].article.map(([text]) => text);

/** Fails unless each paragraph of the article has the newcomer's own theme, and no other. */
async function assertMarked(page: Page, lang: Lang): Promise<void> {
  const { article, themes } = NEWCOMERS[lang];
  await page.waitForFunction(
    (count) => document.querySelectorAll(".try [data-themelight]").length === count,
    {},
    article.filter(([, theme]) => theme).length,
  );
  await page.waitForFunction(
    (names) => {
      const { shadowRoot } = document.querySelector("themelight-ui")!;
      const labels = [...shadowRoot!.querySelectorAll("[part~=label]")];
      return names.every((name) => labels.some((one) => one.textContent.includes(name)));
    },
    {},
    themes as string[],
  );
  const seen = await page.$$eval(".try p", (all) =>
    all.map((one) => (one as HTMLElement).dataset.themelight ?? ""),
  );
  assert.deepEqual(
    seen.map(Boolean),
    article.map(([, theme]) => theme !== ""),
    seen.join(" | "),
  );
}

/** Fails if the page is wider than the window, or an element with text is cut. */
async function assertFits(page: Page): Promise<void> {
  const over = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  assert.equal(over, 0);
}

/**
 * Waits until the control with this text is in the window: the page has brought it there. A browser
 * may round a scroll position to whole pixels afterwards.
 */
const inView = (page: Page, text: string) =>
  page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll("button, a, label")].some((one) => {
        const { top, bottom, height } = one.getBoundingClientRect();
        const inWindow = top > -1 && bottom < innerHeight + 1;
        return one.textContent.trim() === wanted && height > 0 && inWindow;
      }),
    {},
    text,
  );

async function byMouse(page: Page, lang: Lang): Promise<number> {
  const words = WORDS[lang];
  // Opens the dialogue, and chooses the file in it.
  let clicks = 2;
  const click = async (text: string) => {
    await press(page, text);
    clicks++;
  };
  const clickElement = async (selector: string) => {
    await page.click(selector);
    clicks++;
  };
  await inView(page, words.choose);
  await chooseTable(page, lang);
  await click(words.use);
  // Every example has a theme: step 2 offers paragraphs without one.
  await inView(page, words.background);
  await clickElement("input[value=background]");
  await page.waitForFunction(`!document.querySelector("#themes .notice.strong")`);
  await assertFits(page);
  await click(words.train);
  await page.waitForSelector(".cards .card");
  await assertFits(page);
  await clickElement("#results a[href='#try-title']");
  await inView(page, words.mark);
  // The status line is over the top of the page.
  const hidden = await page.evaluate(() => {
    const [line, heading] = ["#status", "#try h2"].map((one) =>
      document.querySelector(one)!.getBoundingClientRect(),
    );
    return line!.bottom - heading!.top;
  });
  assert.ok(hidden <= 0, `${hidden} px of the heading are hidden`);
  await clickElement("#try textarea");
  await paste(page, articleOf(lang));
  await click(words.mark);
  await assertMarked(page, lang);
  await assertFits(page);
  return clicks;
}

async function byKeyboard(page: Page, lang: Lang): Promise<void> {
  const words = WORDS[lang];
  const focused = () =>
    page.evaluate(() => {
      const one = document.activeElement as HTMLInputElement;
      return one.ariaLabel ?? one.labels?.[0]?.textContent.trim() ?? one.textContent;
    });
  /** Presses Tab until the control with these words has the focus. */
  const focus = async (text: string) => {
    for (let stops = 0; stops < 60; stops++) {
      if ((await focused()) === text) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`no control “${text}” by Tab`);
  };
  const focusIs = (selector: string) =>
    page.waitForFunction((at) => document.activeElement?.matches(at), {}, selector);
  await focus(words.choose);
  await chooseTable(page, lang);
  await focusIs(".draft h3");
  await focus(words.use);
  await page.keyboard.press("Enter");
  // The choice that is missing comes first.
  await focusIs("input[name=negatives]");
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(`!document.querySelector("#themes .notice.strong")`);
  assert.equal(await focused(), words.background);
  await focus(words.train);
  await page.keyboard.press("Enter");
  await focusIs("#results h2");
  await focus(words.next);
  await page.keyboard.press("Enter");
  await focusIs("#try h2");
  await focus(words.article);
  await paste(page, articleOf(lang));
  await focus(words.mark);
  await page.keyboard.press("Enter");
  await assertMarked(page, lang);
}

const WALKS: readonly [BrowserName, Lang, width: number, height: number, "mouse" | "keyboard"][] = [
  ["chromium", "vi", 1280, 800, "mouse"],
  ["chromium", "en", 390, 844, "keyboard"],
  ["firefox", "vi", 390, 844, "keyboard"],
  ["firefox", "en", 1280, 800, "mouse"],
  ["firefox", "vi", 390, 844, "mouse"],
];

for (const [browser, lang, width, height, way] of WALKS) {
  browserTest(
    browser,
    `${lang}, ${width} px, by ${way}: a spreadsheet becomes marks of own themes`,
    async (page, context) => {
      await page.setViewport({ width, height });
      const found = await openStudio(page, address(lang));
      const start = performance.now();
      if (way === "keyboard") await byKeyboard(page, lang);
      else {
        const clicks = await byMouse(page, lang);
        assert.ok(clicks <= MOST_CLICKS, `${clicks} clicks`);
        context.diagnostic(`${clicks} clicks`);
      }
      context.diagnostic(`${Math.round((performance.now() - start) / 1000)} s of the machine`);
      assert.deepEqual(found, []);
    },
  );
}
