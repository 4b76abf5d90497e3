// The documentation in browsers, under the policy that the embed's guide recommends.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { transform } from "esbuild";
import type { Page } from "puppeteer-core";
import { EMBED_SETTINGS } from "../../www/src/api/settings.js";
import { type Block, codeBlocks } from "../js/lib/blocks.js";
import { browserTest, complaints, type Site, site } from "./lib/harness.js";
import { POLICY } from "./lib/walks/site.js";

let docs: Site;
before(async () => {
  docs = await site("dist/site", POLICY);
});
after(() => docs.close());

/** Opens a page and waits until its scripts have run. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(docs.url + path);
  await page.waitForSelector("#site-search:not([hidden])");
}

for (const browser of ["chromium", "firefox"] as const) {
  browserTest(browser, "the first pages show marked paragraphs", async (page) => {
    const found = complaints(page);
    for (const [path, themes] of [
      ["docs/", ["discipline", "", "digital"]],
      ["docs/en/", ["transport", "", "transport housing"]],
    ] as const) {
      await open(page, path);
      await page.waitForFunction(
        (count) => document.querySelectorAll("#sample [data-themelight]").length === count,
        {},
        themes.filter(Boolean).length,
      );
      const seen = await page.$$eval("#sample p", (all) =>
        all.map((one) => (one as HTMLElement).dataset.themelight ?? ""),
      );
      assert.deepEqual(seen, [...themes]);
    }
    assert.deepEqual(found, []);
  });

  browserTest(browser, "the search works by keyboard, without diacritics", async (page) => {
    const found = complaints(page);
    await open(page, "docs/");
    await page.keyboard.press("/");
    await page.waitForSelector("dialog[open]");
    await page.keyboard.type("kha nang tiep can");
    await page.waitForSelector(".results li");
    const marked = await page.$eval(".results mark", (mark) => mark.textContent);
    assert.match(marked, /^(?:khả|năng|tiếp|c[aàáảãạăâậầấ]n)$/i);
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "A");
    await page.keyboard.press("ArrowUp");
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "INPUT");
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(page.url(), `${docs.url}docs/accessibility.html`);
    assert.deepEqual(found, []);
  });
}

browserTest(
  "chromium",
  "the search says that nothing was found, or that it failed",
  async (page) => {
    await open(page, "docs/en/embed.html");
    await page.setRequestInterception(true);
    let refuse = true;
    page.on("request", (request) =>
      refuse && request.url().endsWith("search.json") ? request.abort() : request.continue(),
    );
    const says = (text: string) =>
      page.waitForFunction(
        (expected) => document.querySelector(".count")?.textContent === expected,
        {},
        text,
      );
    await page.click("#site-search");
    await page.keyboard.type("a");
    await says("The search index did not load. Try again.");
    refuse = false;
    await page.keyboard.type("zzzz");
    await says("Nothing found.");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog:not([open])");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "site-search");
  },
);

browserTest(
  "chromium",
  "code is copied with a button, and what was copied is said",
  async (page) => {
    await page
      .browserContext()
      .overridePermissions(new URL(docs.url).origin, [
        "clipboard-read",
        "clipboard-sanitized-write",
      ]);
    await open(page, "docs/training.html");
    await page.click(".copy");
    await page.waitForFunction(() => document.querySelector(".copied")!.textContent !== "");
    const { said, code, copied } = await page.evaluate(async () => ({
      said: document.querySelector(".copied")!.textContent,
      code: document.querySelector("main pre code")!.textContent,
      copied: await navigator.clipboard.readText(),
    }));
    assert.equal(said, "Đã sao chép");
    assert.equal(copied, code);
  },
);

browserTest(
  "chromium",
  "on a phone the contents open by keyboard, and Escape closes them",
  async (page) => {
    await page.setViewport({ width: 390, height: 844 });
    await open(page, "docs/en/studio.html");
    const visible = () => page.$eval("#site-pages", (nav) => nav.getBoundingClientRect().width > 0);
    assert.equal(await visible(), false);
    await page.focus(".menu");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#site-pages:popover-open");
    await page.keyboard.press("Escape");
    assert.equal(await visible(), false);
  },
);

browserTest("chromium", "print has the text alone", async (page) => {
  await open(page, "docs/embed.html");
  await page.emulateMediaType("print");
  const shown = await page.evaluate(() =>
    [".top", "#site-pages", ".toc", ".turn", ".copy", "main h1", "main pre", "main table"].filter(
      (selector) => document.querySelector(selector)!.getClientRects().length > 0,
    ),
  );
  assert.deepEqual(shown, ["main h1", "main pre", "main table"]);
});

browserTest("chromium", "without scripts the pages can be read and left", async (page) => {
  await page.setJavaScriptEnabled(false);
  await page.goto(`${docs.url}docs/embed.html`);
  const text = await page.$eval("main", (main) => main.textContent);
  assert.ok(text.length > 5000);
  assert.equal(await page.$eval("#site-search", (button) => (button as HTMLElement).hidden), true);
});

const ARTICLE = readFileSync("tests/fixtures/pages/notice.html", "utf8")
  .replace(/<style>[\s\S]*?<\/style>/, "")
  .replace('<div class="main-detail-content">', '<article class="article post">')
  .replace("</div></div>", "</article></div>");
const PACK = "tests/fixtures/released/0.1.0/toy.themelight";
const SNIPPET = readFileSync("dist/embed/snippet.html", "utf8");

/** Configurations of bundlers and imports that bundlers resolve: tests/bundlers runs those. */
const forBundlers = ({ code }: Block) => /^export default|from "themelight\/\S+\.\w+"/m.test(code);
/** Declarations in the reference: copied from the types. */
const isDeclaration = ({ language, code }: Block) =>
  language === "ts" && /^(?:function|class|type) /.test(code);

/** The names that examples of the reference use, if they do not declare them. */
const CONTEXT = {
  tagger: "const tagger = await load();",
  page: "const page = attach(await load());",
};

/** Returns an example as a module: with its imports, and a mark at its end. */
async function moduleOf({ language, code }: Block): Promise<string> {
  const imports = /^import /m.test(code)
    ? ""
    : 'import { attach, isInLanguage, load, ThemelightError } from "themelight";\n';
  const context = Object.entries(CONTEXT)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(code))
    .filter(([name]) => !new RegExp(`const ${name}\\b`).test(code))
    .map(([, declaration]) => declaration);
  const source = `${imports}${imports && context.join("\n")}\n${code}\nwindow.finished = true;`;
  return (await transform(source, { loader: language === "ts" ? "ts" : "js", format: "esm" })).code;
}

browserTest("chromium", "every JavaScript block runs on a page with an article", async (page) => {
  const all = await codeBlocks();
  const blocks = all.filter(
    (block) => /^(?:js|ts)$/.test(block.language) && !forBundlers(block) && !isDeclaration(block),
  );
  assert.ok(blocks.length >= 12, `${blocks.length} blocks`);
  const files: Record<string, string> = {};
  const map = JSON.stringify({ imports: { themelight: "/npm/index.js" } });
  for (const [i, block] of blocks.entries()) {
    files[`${i}.js`] = await moduleOf(block);
    files[`${i}.html`] = ARTICLE.replace(
      "</head>",
      () =>
        `<script type="importmap">${map}</script><script type="module" src="${i}.js"></script></head>`,
    );
  }
  const examples = await site({ links: { npm: "dist/npm" }, files });
  try {
    const found = complaints(page);
    // The server of the tests refuses what the examples send to their site's statistics.
    await page.evaluateOnNewDocument(() => {
      navigator.sendBeacon = () => true;
    });
    for (const [i, { name }] of blocks.entries()) {
      await page.goto(`${examples.url}${i}.html`);
      await Promise.race([
        page.waitForFunction("window.finished"),
        new Promise((resolve) => page.once("pageerror", resolve)),
      ]);
      assert.deepEqual(found, [], name);
    }
  } finally {
    await examples.close();
  }
});

browserTest(
  "chromium",
  "every HTML block marks an article, and has no other settings",
  async (page) => {
    const blocks = (await codeBlocks()).filter(({ language }) => language === "html");
    assert.ok(blocks.length >= 4);
    const files: Record<string, string> = {};
    for (const [i, { code, name }] of blocks.entries()) {
      const html = code.replace("{{snippet}}", () => SNIPPET);
      const local = html.replace(/src="[^"]*\/themelight\.js"/, 'src="/embed/themelight.js"');
      assert.match(local, /src="\/embed\/themelight\.js"/, name);
      for (const [, attribute] of html.matchAll(/ data-([\w-]+)/g)) {
        const setting = attribute!.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
        assert.ok(setting in EMBED_SETTINGS, `${name}: data-${attribute}`);
      }
      files[`${i}.html`] = ARTICLE.replace("</head>", () => `${local}</head>`);
    }
    const pages = await site({ links: { embed: "dist/embed", "ours.themelight": PACK }, files });
    try {
      const found = complaints(page);
      for (const i of blocks.keys()) {
        await page.goto(`${pages.url}${i}.html`);
        await page.waitForSelector("[data-themelight]");
      }
      assert.deepEqual(found, []);
    } finally {
      await pages.close();
    }
  },
);
