// The one-line embed as sites serve it: dist/embed with the real engine and the default model.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import { buildEmbed } from "../../www/embed/build.mjs";
import { type BrowserName, browserTest, complaints, type Site, site } from "./lib/harness.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];
const STRICT =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; img-src data:";

const ARTICLE = readFileSync("tests/fixtures/pages/notice.html", "utf8").replace(
  /<style>[\s\S]*?<\/style>/,
  "",
);
const withScript = (tag: string, html = ARTICLE): string =>
  html.replace("</head>", `${tag}</head>`);
const ONE_LINE = '<script async src="/embed/themelight.js"></script>';

const FILES = {
  "index.html": withScript(ONE_LINE),
  "manual.html": withScript('<script async src="/embed/themelight.js" data-auto="false"></script>'),
  "twice.html": withScript(ONE_LINE + ONE_LINE),
  "module.html": withScript('<script type="module" src="/embed/themelight.js"></script>'),
  "wrong.html": withScript(
    '<script async src="/embed/themelight.js" data-legend="opne" data-colour="red"></script>',
  ),
  "json.html": withScript(
    `<script type="application/json" class="themelight-config">{"legend": "open", "lang": "en"}</script>${ONE_LINE}`,
  ),
  "off.html": withScript(ONE_LINE).replace("<html", "<html data-themelight-off"),
  "own-model.html": withScript(
    '<script async src="/embed/themelight.js" data-model="/mine.model"></script>',
  ),
  "own-wasm.html": withScript(
    '<script async src="/embed/themelight.js" data-wasm="/mine.wasm"></script>',
  ),
  "far.html": withScript(ONE_LINE).replace(
    "<body>",
    '<body><div class="modal-content" hidden>Hidden</div><div class="far"></div>',
  ),
  "far.css": ".far { height: 6000px; }",
};
FILES["far.html"] = FILES["far.html"].replace(
  "</head>",
  '<link rel="stylesheet" href="/far.css"></head>',
);

const sites: Record<string, Site> = {};
const serve = (headers: Record<string, string>) =>
  site({ links: { embed: "dist/embed" }, files: FILES }, headers);
before(async () => {
  await buildEmbed();
  sites.strict = await serve({ "content-security-policy": STRICT });
  sites.trusted = await serve({
    "content-security-policy": `${STRICT}; require-trusted-types-for 'script'; trusted-types 'none'`,
  });
  // Pages that must not be stored are not kept in the back/forward cache.
  sites.open = await serve({ "cache-control": "no-cache" });
  sites.cors = await serve({ "access-control-allow-origin": "*" });
  const from = (other: Site) =>
    withScript(`<script async src="${other.url}embed/themelight.js"></script>`);
  sites.other = await site({
    files: { "index.html": from(sites.cors), "refused.html": from(sites.strict) },
  });
  sites.noWasm = await serve({
    "content-security-policy": STRICT.replace(" 'wasm-unsafe-eval'", ""),
  });
});
after(async () => {
  for (const one of Object.values(sites)) await one.close();
});

type Handle = Awaited<ReturnType<NonNullable<typeof window.themelight>["attach"]>>;

const tagged = (page: Page) =>
  page.waitForFunction(() => document.querySelectorAll("[data-themelight]").length > 0);

/**
 * Opens a page on which the embed must fail. Returns its messages and whether the page is
 * untouched.
 */
async function failing(
  page: Page,
  url: string,
): Promise<{ errors: string[]; codes: string[]; untouched: boolean }> {
  const errors: string[] = [];
  page.on(
    "console",
    (message) => message.text().startsWith("Themelight:") && errors.push(message.text()),
  );
  await page.evaluateOnNewDocument(() => {
    const codes: string[] = [];
    Object.assign(globalThis, { codes });
    document.addEventListener("themelight:error", ({ detail }) => codes.push(detail.code));
  });
  await page.goto(url);
  await page.waitForFunction(() => (globalThis as unknown as { codes: string[] }).codes.length > 0);
  const untouched = await page.evaluate(
    () =>
      !document.querySelector("themelight-ui,[data-themelight]") &&
      document.adoptedStyleSheets.length === 0,
  );
  return {
    errors,
    codes: await page.evaluate(() => (globalThis as unknown as { codes: string[] }).codes),
    untouched,
  };
}

/** Keeps the timers that wait in `timers`. */
const NOTE_TIMERS = `{
  const { setTimeout, clearTimeout } = window;
  globalThis.timers = new Set();
  window.setTimeout = (run, delay) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, delay);
    timers.add(timer);
    return timer;
  };
  window.clearTimeout = (timer) => {
    timers.delete(timer);
    clearTimeout(timer);
  };
}`;

for (const browser of BROWSERS) {
  browserTest(
    browser,
    "one line under a strict policy: themes, no violation, no request and no timer afterwards",
    async (page) => {
      const found = complaints(page);
      await page.evaluateOnNewDocument(NOTE_TIMERS);
      await page.goto(sites.strict!.url);
      await tagged(page);
      const themes = await page.$$eval("[data-themelight]", (all) =>
        all.map((one) => one.getAttribute("data-themelight")),
      );
      assert.ok(themes.length >= 5, themes.join());
      assert.equal(await page.evaluate("timers.size"), 0);
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      await page.evaluate(async () => {
        const handle = await window.themelight!.attach({ legend: "open" });
        await handle.done;
        handle.select(handle.paragraphs.findIndex(({ tagging }) => tagging!.themes.length > 0));
        handle.filter(["staffing"]);
        scrollTo(0, 4000);
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      });
      assert.deepEqual(requests, []);
      assert.deepEqual(found, []);
    },
  );

  browserTest(
    browser,
    "script written twice, as a module, by hand: one set of marks",
    async (page) => {
      for (const name of ["twice", "module", "json"]) {
        await page.goto(new URL(`${name}.html`, sites.strict!.url).href);
        await tagged(page);
        assert.equal(await page.$$eval("themelight-ui", (all) => all.length), 1, name);
      }
      const title = await page.waitForFunction(
        () => document.querySelector("themelight-ui")!.shadowRoot!.querySelector("h2")?.textContent,
      );
      assert.equal(await title.jsonValue(), "Themes in this article");
      await page.goto(new URL("manual.html", sites.strict!.url).href);
      await page.waitForFunction(() => window.themelight);
      assert.equal(await page.$("[data-themelight]"), null);
      await page.evaluate(async () => (await window.themelight!.attach()).done);
      await tagged(page);
    },
  );

  browserTest(
    browser,
    "without wasm-unsafe-eval: one message with the fix, one event, an untouched page",
    async (page) => {
      const { errors, codes, untouched } = await failing(page, sites.noWasm!.url);
      assert.equal(errors.length, 1);
      assert.match(errors[0]!, /wasm-unsafe-eval/);
      assert.deepEqual(codes, ["load/csp"]);
      assert.ok(untouched);
    },
  );
}

browserTest("chromium", "Trusted Types are enforced: themes, no violation", async (page) => {
  const found = complaints(page);
  await page.goto(sites.trusted!.url);
  await tagged(page);
  await page.evaluate(async () => (await window.themelight!.attach({ legend: "open" })).done);
  assert.deepEqual(found, []);
});

for (const browser of BROWSERS) {
  browserTest(
    browser,
    "from another origin: works with CORS permission; without it, the message names the fix",
    async (page) => {
      const found = complaints(page);
      await page.goto(sites.other!.url);
      await tagged(page);
      assert.deepEqual(found, []);
      const { errors, codes, untouched } = await failing(
        page,
        new URL("refused.html", sites.other!.url).href,
      );
      // The script and the texts are refused at the same time; which is told first is the browser's
      // affair.
      assert.match(codes.join(), /^(?:embed\/script|load\/network)$/);
      assert.match(errors[0]!, /from another origin with Access-Control-Allow-Origin/);
      assert.ok(untouched);
    },
  );
}

browserTest(
  "chromium",
  "a page from the back/forward cache has its marks and still reacts",
  async (page) => {
    await page.goto(sites.open!.url);
    await tagged(page);
    await page.evaluate(async () => {
      const handle = await window.themelight!.attach();
      await handle.done;
      Object.assign(globalThis, { handle });
      addEventListener("pageshow", ({ persisted }) => Object.assign(globalThis, { persisted }));
    });
    await page.goto(new URL("manual.html", sites.open!.url).href);
    await page.goBack();
    await page.waitForFunction("globalThis.persisted === true");
    const seen = await page.evaluate(async () => {
      const { handle } = globalThis as unknown as { handle: Handle };
      const { shadowRoot } = document.querySelector("themelight-ui")!;
      await handle.drawn;
      const before = shadowRoot!.querySelectorAll(".mark").length;
      handle.paragraphs[0]!.element.remove();
      handle.filter(["staffing"]);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await handle.done;
      await handle.drawn;
      const count = document.querySelectorAll("[data-themelight~=staffing]").length;
      return { before, after: shadowRoot!.querySelectorAll(".mark").length, count };
    });
    assert.ok(seen.before > 0);
    assert.ok(seen.after > 0 && seen.after < seen.before && seen.count > 0, JSON.stringify(seen));
  },
);

browserTest("chromium", "a missing, mistyped or broken file is named", async (page) => {
  const files = readdirSync("dist/embed");
  const name = (end: string) =>
    files.find((file) => file.endsWith(end) && !/^(themelight|details|pack|annotated)/.test(file))!;
  const cases: [file: string, answer: object, code: RegExp, says: RegExp][] = [
    [
      name(".js"),
      { status: 404 },
      /^embed\/script$/,
      /could not be loaded.*Serve it beside themelight\.js/,
    ],
    [
      name(".js"),
      { status: 200, contentType: "text/plain", body: "" },
      /^embed\/script$/,
      /text\/javascript/,
    ],
    [name(".wasm"), { status: 404 }, /^load\/http$/, /404/],
    [
      "/mine.wasm",
      { status: 200, contentType: "text/html", body: "<p>no" },
      /^load\/not-wasm$/,
      /an HTML page/,
    ],
    [name(".model"), { status: 200, body: "not ours" }, /^load\/integrity$/, /its hash differs/],
    [
      name(".wasm"),
      { status: 200, contentType: "application/wasm", body: "x" },
      /^load\/integrity$/,
      /one build/,
    ],
    ["/mine.model", { status: 200, body: "no model at all" }, /^model\//, /model/],
    [name(".css"), { status: 404 }, /^load\/http$/, /widget-.* answered 404/],
    [
      name(".css"),
      { status: 200, contentType: "text/css", body: ".legend{}" },
      /^load\/integrity$/,
      /one build/,
    ],
  ];
  await page.setRequestInterception(true);
  let [file, answer]: [string, object] = ["", {}];
  page.on("request", (request) =>
    request.url().includes(file) ? request.respond(answer) : request.continue(),
  );
  for (const [broken, with_, code, says] of cases) {
    [file, answer] = [broken, with_];
    const own = /mine\.(.*)/.exec(broken)?.[1];
    const tab = await failing(page, new URL(own ? `own-${own}.html` : "", sites.strict!.url).href);
    assert.equal(tab.codes.length, 1, tab.codes.join());
    assert.match(tab.codes[0]!, code);
    assert.match(tab.errors.at(-1)!, says);
    assert.ok(tab.untouched, file);
    page.removeAllListeners("console");
  }
});

browserTest(
  "chromium",
  "only the loader is requested before the article is near the view",
  async (page) => {
    const requests: string[] = [];
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    await page.goto(new URL("far.html", sites.strict!.url).href, { waitUntil: "networkidle0" });
    assert.deepEqual(requests.sort(), ["/embed/themelight.js", "/far.css", "/far.html"]);
    await page.evaluate(() => scrollTo(0, 5400));
    await tagged(page);
    assert.equal(requests.length, 8);
  },
);

browserTest(
  "chromium",
  "the page handle of a script stays when its article comes near the view",
  async (page) => {
    await page.goto(new URL("far.html", sites.strict!.url).href);
    const claims = await page.evaluate(async () => {
      let count = 0;
      document.addEventListener("themelight:claim", () => count++);
      await (await window.themelight!.attach()).done;
      await new Promise<void>((resolve) => {
        const article = document.querySelector("article, main") ?? document.body;
        new IntersectionObserver(([entry]) => entry?.isIntersecting && resolve()).observe(article);
        scrollTo(0, 5400);
      });
      // What began when the article came near the view takes the page before this call does.
      await (await window.themelight!.attach()).done;
      return count;
    });
    assert.equal(claims, 2);
  },
);

browserTest(
  "chromium",
  "a page that opted out is left alone; wrong attributes are named",
  async (page) => {
    await page.goto(new URL("off.html", sites.strict!.url).href, { waitUntil: "networkidle0" });
    assert.equal(await page.$("[data-themelight]"), null);
    const warned: string[] = [];
    page.on("console", (message) => message.type() === "warn" && warned.push(message.text()));
    await page.goto(new URL("wrong.html", sites.strict!.url).href);
    await tagged(page);
    assert.equal(warned.length, 2);
    assert.match(
      warned[0]!,
      /^Themelight: data-legend cannot be "opne". It takes open, closed, none\.$/,
    );
    assert.match(warned[1]!, /^Themelight: data-colour is not a setting\. There are: data-root, /);
  },
);
