/** The background: requests, origins, rules for sites, CSS for pages, storage errors. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { originOf } from "../../www/extension/background/origin.js";
import { checkPageCss } from "../../www/extension/background/page-css.js";
import { labelledLines } from "../../www/extension/shared/labelled.js";
import { quotaErrorFrom } from "../../www/extension/shared/store.js";
import { accessTo, unsupportedReasonOf } from "../../www/extension/shared/tabs.js";
import { fading, pageStyles } from "../../www/src/highlighter/drawing/styles.js";
import { TEXTS } from "../../www/src/i18n/index.js";

test("CSS that could load anything is not inserted into a page", () => {
  const look = (id: string, name: string, color = "#1f5fbf") =>
    ({ id, name, line: "solid", glyph: "●", color, threshold: 0.5 }) as const;
  const looks = [
    look("a.b", 'Say "url(x)"; }'),
    look("9", "Chín"),
    look("c", "C", "oklch(50% 0.1 20deg / 0.5)"),
  ];
  for (const long of [true, false]) checkPageCss(pageStyles(looks, TEXTS.vi, long));
  checkPageCss(fading("rgb(1, 2, 3)", "rgb(255, 255, 255)"));
  checkPageCss(fading("oklch(50% 0.1 20deg / 0.5)", "rgb(255, 255, 255)"));
  checkPageCss(
    readFileSync("www/src/ui/page.css", "utf8")
      .replace(/\/\*.*?\*\//gs, "")
      .replace(/\s+/g, " ")
      .trim()
      .replace(" {", "{"),
  );
  const inside = (rules: string) => `@layer themelight{${rules}}`;
  const invalid = [
    ...[
      "a{background:url(//x)}",
      "a{background:URL('x')}",
      "a{background:u\\72l(//x)}",
      "a{b:\\75rl(//x)}",
    ],
    ...[
      "a{background:image-set('x' 1x)}",
      "a{background:src('x')}",
      "@import 'x';",
      "@font-face{src:x}",
    ],
    ...[
      "a{b:c}}b{background:url(x)",
      "a{b:'}",
      'a{b:"}',
      "/* */",
      "a{b:\\75rl(x",
      "@\\69mport 'x';",
    ],
    ...[
      "a{b:c}\f",
      '[a="x\n}b{c:d}"]{}',
      "@supports(a:b){}",
      "@container(a:b){}",
      "@supports selector(a){}",
      "a{b:attr(c)}",
      "a{b:element(#c)}",
    ],
  ].map(inside);
  for (const css of [
    ...invalid,
    "",
    "a{}",
    `${inside("")}a{}`,
    "@layer other{a{}}",
    `a{}${inside("")}`,
  ]) {
    if (css)
      assert.throws(
        () => checkPageCss(css),
        /styles\.css: expected the rules of the highlighter/,
        css,
      );
  }
  // A page's own colour and a model's name get into the rules; the name is escaped there.
  const name = "C\f}body{background:url(//x)}";
  assert.throws(() => checkPageCss(inside(`a{b:"${name}"}`)), /expected the rules/);
  checkPageCss(pageStyles([look("c", name)], TEXTS.vi, false));
  const hostile = look("c", "C", "red}body{background:url(//x)}");
  assert.throws(() => checkPageCss(pageStyles([hostile], TEXTS.vi, false)), /expected the rules/);
});

test("the key of corrections and sites is the frame's origin", () => {
  const origins: [{ origin?: string; url?: string }, string][] = [
    [{ origin: "https://a.vn", url: "https://a.vn/x" }, "https://a.vn"],
    // `about:blank` and `srcdoc` inherit the origin.
    [{ origin: "https://a.vn", url: "about:srcdoc" }, "https://a.vn"],
    // A sandboxed frame has the address of its site, but not the origin.
    [{ origin: "null", url: "https://a.vn/x" }, ""],
    [{ url: "https://a.vn/x" }, ""],
    [{ origin: "null", url: "data:text/html,x" }, ""],
    [{ origin: "moz-nullprincipal:{1}", url: "https://a.vn/" }, ""],
    [{ origin: "file://", url: "file:///home/a.html?x#y" }, "file:///home/a.html"],
    [{ origin: "null", url: "file:///home/b.html" }, "file:///home/b.html"],
    [{}, ""],
  ];
  for (const [sender, expected] of origins)
    assert.equal(originOf(sender), expected, JSON.stringify(sender));
});

test("in a private window nothing is stored or read from storage", async () => {
  const site = "https://bao.vn";
  const settings = { sites: { [site]: { root: "article" } } };
  // Without `set` and IndexedDB, a handler that accesses them fails.
  Object.assign(globalThis, {
    chrome: { storage: { local: { get: async () => ({ settings }) } } },
  });
  const { CONTENT_REQUESTS } = await import("../../www/extension/background/requests.js");
  const files: Record<string, string> = {
    "themelight.wasm": "target/wasm/themelight.wasm",
    "vi-public-life.model": "models/vi-public-life/vi-public-life.model",
  };
  const { fetch } = globalThis;
  globalThis.fetch = async (url) => {
    const path = files[String(url).split("/").at(-1)!];
    const type = String(path).endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(readFileSync(path!), { headers: { "content-type": type } });
  };
  try {
    const from = { tabId: 1, frameId: 0, origin: site, site, incognito: true };
    const text = "Chủ tịch tỉnh được bổ nhiệm giữ chức bí thư.";
    const correction = { text, theme: "staffing", verdict: false };
    const { root, language } = await CONTENT_REQUESTS.begin({}, from);
    assert.deepEqual([root, language], [undefined, "vi"]);
    assert.equal((await CONTENT_REQUESTS.begin({}, { ...from, incognito: false })).root, "article");
    assert.deepEqual((await CONTENT_REQUESTS.tag({ texts: [text] }, from)).verdicts, {});
    assert.deepEqual(await CONTENT_REQUESTS.correct(correction, from), { stored: false });
    assert.equal(await CONTENT_REQUESTS.article({ root: "main" }, from), null);
    await assert.rejects(
      CONTENT_REQUESTS.correct(correction, { ...from, incognito: false }),
      /indexedDB/,
    );
    await assert.rejects(
      CONTENT_REQUESTS.correct({ ...correction, theme: "x" }, from),
      /no theme "x"/,
    );
    const texts = Array(6).fill("x".repeat(200_000));
    await assert.rejects(CONTENT_REQUESTS.tag({ texts }, from), { code: "limit/batch" });
  } finally {
    globalThis.fetch = fetch;
  }
});

test("the rule “never” of the page or of the frame applies", async () => {
  const sites = { "https://a.vn": { rule: "never" } };
  Object.assign(globalThis, {
    chrome: { storage: { local: { get: async () => ({ settings: { sites } }) } } },
  });
  const { CONTENT_REQUESTS } = await import("../../www/extension/background/requests.js");
  const from = { tabId: 1, frameId: 0, incognito: false };
  for (const [site, origin] of [
    ["https://a.vn", "https://b.vn"],
    ["https://b.vn", "https://a.vn"],
    ["https://a.vn", ""],
  ]) {
    const { refused } = await CONTENT_REQUESTS.begin({}, { ...from, site, origin: origin! });
    assert.equal(refused, "never");
  }
});

test("addresses that cannot be tagged", () => {
  const words: Record<string, string | undefined> = {
    "https://bao.vn/bai-1.html": undefined,
    "http://localhost:8080/": undefined,
    "about:blank": "blank",
    "about:config": "browser",
    "chrome://settings/": "browser",
    "moz-extension://x/popup.html": "browser",
    "view-source:https://bao.vn/": "source",
    "https://chromewebstore.google.com/detail/x": "store",
    "https://addons.mozilla.org/vi/firefox/": "store",
    "https://bao.vn/nghi-quyet.pdf?a=1": "pdf",
    "file:///home/a/nghi-quyet.PDF": "pdf",
    "file:///home/a/bai.html": undefined,
  };
  for (const [url, word] of Object.entries(words))
    assert.equal(unsupportedReasonOf(url), word, url);
  assert.equal(unsupportedReasonOf(undefined), undefined);
  assert.equal(accessTo("https://bao.vn:8443"), "https://bao.vn/*");
});

test("corrections become labelled lines; themes without a verdict are ignored", async () => {
  const lines = await labelledLines(
    [
      { text: "Một đoạn", verdicts: { a: true, b: false }, at: 2 },
      { text: "Đoạn khác", verdicts: { c: true }, at: 1 },
    ],
    ["a", "b", "c"],
  );
  const read = lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const byText = Object.fromEntries(
    read.map(({ text, labels, ignore }) => [text, { labels, ignore }]),
  );
  assert.deepEqual(byText, {
    "Một đoạn": { labels: ["a"], ignore: ["c"] },
    "Đoạn khác": { labels: ["c"], ignore: ["a", "b"] },
  });
});

test("a full disk has its own error", () => {
  assert.equal(
    (quotaErrorFrom(new DOMException("x", "QuotaExceededError")) as { code: string }).code,
    "full",
  );
  assert.equal(
    (quotaErrorFrom(new Error("QUOTA_BYTES quota exceeded")) as { code: string }).code,
    "full",
  );
  const other = new Error("the disk is on fire");
  assert.equal(quotaErrorFrom(other), other);
});
