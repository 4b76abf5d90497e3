/** The parts of the extension that need no browser, and its build. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { test } from "node:test";
import { unzipSync } from "fflate";
import { originOf } from "../../www/extension/background/origin.js";
import { checkPageCss } from "../../www/extension/background/page-css.js";
// @ts-expect-error The task scripts are plain JavaScript.
import { bundle } from "../../www/extension/build.mjs";
import { checkJsonSize, parseJson } from "../../www/extension/options/json.js";
import { checkPackSize, packFrom } from "../../www/extension/options/pack.js";
import { labelledLines } from "../../www/extension/shared/labelled.js";
import {
  answer,
  type Fields,
  received,
  type Sent,
  theme,
} from "../../www/extension/shared/messages.js";
import {
  DEFAULTS,
  readStored,
  settingsFrom,
  storedSettings,
  toStore,
  withoutStored,
} from "../../www/extension/shared/settings.js";
import { quotaErrorFrom } from "../../www/extension/shared/store.js";
import { accessTo, unsupportedReasonOf } from "../../www/extension/shared/tabs.js";

import { fading, pageStyles } from "../../www/src/highlighter/drawing/styles.js";
import { TEXTS } from "../../www/src/i18n/index.js";

const DIST = "dist/extension";
const ZIPS = ["chrome", "firefox", "sources"].map((name) => `${DIST}/themelight-${name}.zip`);
const manifest = (browser: string) =>
  JSON.parse(readFileSync(`${DIST}/${browser}/manifest.json`, "utf8"));

test("a message must match its entry in the table, or is refused by name", () => {
  const request = (message: unknown) => received("background", message);
  assert.deepEqual(request({ type: "tag", texts: ["một", "hai"] }), {
    type: "tag",
    texts: ["một", "hai"],
  });
  const refused: [unknown, RegExp][] = [
    [{ type: "tag", texts: ["một", 2] }, /tag\.texts\[1\]: expected a text .*, found 2/],
    [{ type: "tag", texts: Array(65).fill("") }, /at most 64 items, found 65/],
    [{ type: "tag" }, /"texts" is missing/],
    [{ type: "explain", text: "x".repeat(200_001) }, /at most 200000 characters/],
    [{ type: "judge", text: "", theme: "x", verdict: 1 }, /judge\.verdict/],
    [{ type: "judge", text: "x".repeat(20_001), theme: "x", verdict: true }, /at most 20000/],
    [
      { type: "judge", text: "x", theme: "__proto__", verdict: true },
      /judge\.theme: expected an id/,
    ],
    [{ type: "begin", more: 1 }, /"more" is not known here/],
    [{ type: "place", root: "x".repeat(1001) }, /place\.root: .*at most 1000/],
    [{ type: "place", root: "a\fb" }, /place\.root: .*without control characters, found U\+000C/],
    [{ type: "styles", css: "x".repeat(100_001), on: true }, /styles\.css: .*at most 100000/],
    [{ type: "report", state: { status: "tagged" } }, /"paragraphs" is missing/],
  ];
  for (const [message, reason] of refused) assert.throws(() => request(message), reason);
  const others = [
    null,
    5,
    "tag",
    [],
    {},
    { type: "constructor" },
    { type: "__proto__" },
    { type: "stop" },
  ];
  for (const other of others) assert.equal(request(other), undefined);

  const command = (message: unknown) => received("content", message);
  assert.deepEqual(command({ type: "step", by: -1 }), { type: "step", by: -1 });
  assert.throws(() => command({ type: "filter", themes: "all" }), /a list, found "all"/);
  for (const by of [0.5, 0, 2, "1", null, Number.NaN]) {
    assert.throws(() => command({ type: "step", by }), /step\.by: expected 1 or -1/);
  }
  assert.deepEqual(answer({ ok: null }, "x"), { ok: null });
  assert.throws(() => answer(undefined, "x"), /x: expected an object, found nothing/);
});

test("numbers for the badge are whole and bounded", () => {
  const state = {
    ...{ status: "tagged", paragraphs: 3, shown: 2, place: 0, filter: [], confidence: null },
    ...{ lang: "vi", themes: [] },
  };
  assert.ok(received("background", { type: "report", state }));
  for (const shown of [0.5, -1, 1e7, Number.NaN, Number.POSITIVE_INFINITY, "2"]) {
    const message = { type: "report", state: { ...state, shown } };
    assert.throws(
      () => received("background", message),
      /report\.state\.shown: expected a whole number/,
    );
  }
});

test("types of messages come from their checks", () => {
  // The compiler checks these lines; see `tsc -p www`.
  const complete: Fields<"judge"> = { text: "", theme: "a", verdict: null };
  // @ts-expect-error A field is missing.
  const missing: Fields<"judge"> = { text: "", theme: "a" };
  // @ts-expect-error A value has the wrong type.
  const wrong: Fields<"step"> = { by: 0.5 };
  // @ts-expect-error A command of another name has these fields.
  const other: Sent<"step"> = { type: "filter", themes: [] };
  assert.ok([complete, missing, wrong, other].every(Boolean));
});

test("settings from a file are valid, or refused with path and reason", () => {
  const site = { "https://bao.vn": { rule: "always", root: "article" } };
  assert.deepEqual(settingsFrom({ sites: site }), { ...DEFAULTS, sites: site });
  const invalid: [unknown, RegExp][] = [
    [[], /settings: expected an object, found a list/],
    [{ legend: "big" }, /settings\.legend: expected open or closed, found "big"/],
    [
      { themes: { "built-in": { staffing: { color: "red" } } } },
      /staffing\.color: expected a colour such as #1f5fbf, found "red"/,
    ],
    [
      { themes: { "built-in": { staffing: { threshold: 2 } } } },
      /expected a number from 0\.05 to 0\.99, found 2/,
    ],
    [{ sites: { "bao.vn": {} } }, /expected a site such as https:\/\/example\.vn, found "bao\.vn"/],
    [JSON.parse('{"themes": {"__proto__": {}}}'), /expected a name, found "__proto__"/],
    [{ colour: 1 }, /"colour" is not known here/],
  ];
  for (const [value, message] of invalid) assert.throws(() => settingsFrom(value), message);
});

test("an invalid stored setting is ignored, others are read", (t) => {
  const warned = t.mock.method(console, "warn", () => {});
  assert.deepEqual(storedSettings({ lang: "en", strip: "yes" }), { ...DEFAULTS, lang: "en" });
  assert.equal(warned.mock.callCount(), 1);
  assert.deepEqual(storedSettings(undefined), DEFAULTS);
});

test("a site is an http(s) origin in the browser's spelling", () => {
  const sites = (name: string) => Object.keys(settingsFrom({ sites: { [name]: {} } }).sites);
  assert.deepEqual(sites("https://Báo.vn:443"), ["https://xn--bo-mia.vn"]);
  assert.deepEqual(sites("http://[::1]:8080"), ["http://[::1]:8080"]);
  const invalid = [
    ...[
      "https://[",
      "https://",
      "https://a b",
      "https://*.vn",
      "https://a.vn/",
      "https://a.vn:99999",
    ],
    ...[
      "file:///",
      "file:///home/a.html",
      "javascript:1",
      "https://a@b.vn",
      "https://%",
      "",
      "null",
    ],
    ...["https://a.vn?x", "https://a.vn#x", "https://a\\b", `https://${"a".repeat(400)}.vn`],
  ];
  for (const name of invalid) assert.throws(() => sites(name), /expected a site such as/, name);
  assert.throws(
    () => settingsFrom({ sites: { "https://a.vn": {}, "https://A.vn:443": {} } }),
    /expected each name once/,
  );
  const many = Object.fromEntries(
    Array.from({ length: 100_000 }, (_, i) => [`https://${i}.vn`, {}]),
  );
  assert.throws(
    () => settingsFrom({ sites: many }),
    /sites: expected at most 2000 entries, found 100000/,
  );
});

test("control characters in names and ids are refused where settings are read", () => {
  const settings = (theme: string, name: string) =>
    settingsFrom({ themes: { m: { [theme]: { name } } } });
  assert.ok(settings("a", "Tổ chức, cán bộ “a” \u200f"));
  for (const character of [
    "\0",
    "\n",
    "\r",
    "\f",
    "\t",
    "\x1b",
    "\x7f",
    "\x85",
    "\u2028",
    "\ud800",
  ]) {
    const text = `a${character}b`;
    assert.throws(
      () => settings("a", text),
      /name: expected a text without control characters, found U\+/,
    );
    assert.throws(() => settings(text, "a"), /without control characters/);
    assert.throws(() => settingsFrom({ model: text }), /model: .*without control characters/);
  }
});

test("a model whose themes have control characters is refused", () => {
  const good = {
    ...{ id: "a", name: { vi: "Tổ chức", en: "Staffing" }, threshold: 0.5, bias: -3 },
    ...{ color: "#1f5fbf", colorDark: "#8ab4ff" },
  };
  assert.deepEqual(theme(good, "theme"), good);
  for (const invalid of [
    { id: "a\f" },
    { id: 'a"]{}body{background:url(//x)}\r' },
    { id: "__proto__" },
    { name: { vi: "a\nb" } },
    { name: { "v\0": "a" } },
    { color: "red" },
    { color: "#1f5fbf\f" },
    { colorDark: "#1f5fb" },
    { threshold: Number.NaN },
  ]) {
    assert.throws(() => theme({ ...good, ...invalid }, "theme"), {
      name: /^(Validation|Limit)Error$/,
    });
  }
});

test("wrong types anywhere in a settings file give a short message", () => {
  const values = [
    null,
    1,
    true,
    "x",
    [],
    {},
    { a: 1 },
    [[]],
    Number.NaN,
    "x".repeat(1e6),
    { ["k".repeat(1e6)]: 1 },
  ];
  const places: ((value: unknown) => unknown)[] = [
    (value) => value,
    ...Object.keys(DEFAULTS).map((key) => (value: unknown) => ({ [key]: value })),
    (value) => ({ themes: { m: value } }),
    (value) => ({ themes: { m: { t: value } } }),
    ...["on", "name", "color", "colorDark", "threshold"].map((key) => (value: unknown) => ({
      themes: { m: { t: { [key]: value } } },
    })),
    (value) => ({ sites: { "https://a.vn": value } }),
    ...["rule", "root"].map((key) => (value: unknown) => ({
      sites: { "https://a.vn": { [key]: value } },
    })),
  ];
  for (const place of places) {
    for (const value of values) {
      try {
        settingsFrom(place(value));
      } catch (cause) {
        assert.match((cause as Error).name, /^(ValidationError|LimitError)$/);
        assert.ok((cause as Error).message.length < 400, (cause as Error).message.slice(0, 500));
      }
      const { settings } = readStored(place(value));
      assert.deepEqual(Object.keys(settings).sort(), Object.keys(DEFAULTS).sort());
    }
  }
});

test("an invalid stored entry is kept, and does not affect others", () => {
  const good = { rule: "always" } as const;
  const stored = {
    lang: "en",
    strip: "yes",
    newer: { kept: true },
    sites: { "https://a.vn": good, "https://[": good, "https://b.vn": { rule: "sometimes" } },
    themes: { m: { a: { on: false }, b: { color: "red" } }, n: 5 },
  };
  const { settings, unreadable } = readStored(stored);
  assert.deepEqual(settings.sites, { "https://a.vn": good });
  assert.deepEqual(settings.themes, { m: { a: { on: false } } });
  assert.deepEqual([settings.lang, settings.strip], ["en", true]);
  const paths = unreadable.map(({ path }) => path.join("/")).sort();
  const expected = [
    "newer",
    "sites/https://[",
    "sites/https://b.vn",
    "strip",
    "themes/m/b",
    "themes/n",
  ];
  assert.deepEqual(paths, expected);

  // Other changes keep unreadable values unchanged.
  const changed = { ...settings, lang: "vi" } as const;
  assert.deepEqual(JSON.parse(JSON.stringify(toStore(changed, stored))), {
    ...JSON.parse(JSON.stringify(changed)),
    ...stored,
    lang: "vi",
  });
  // A new value of the reader replaces it.
  const again = toStore({ ...settings, strip: false }, stored) as typeof settings;
  assert.equal(again.strip, false);
  // Removed one by one.
  const left = unreadable.reduce<unknown>((at, { path }) => withoutStored(at, path), stored);
  assert.deepEqual(readStored(left).unreadable, []);
  assert.deepEqual(readStored(left).settings, settings);
});

test("stored settings of another type are read as the defaults, and can be removed", () => {
  for (const stored of [null, 5, "x", [], true]) {
    const { settings, unreadable } = readStored(stored);
    assert.deepEqual(settings, DEFAULTS);
    assert.equal(unreadable.length, 1);
    assert.deepEqual(readStored(withoutStored(stored, unreadable[0]!.path)).unreadable, []);
  }
  const hostile = JSON.parse(
    '{"sites": {"__proto__": {"rule": "never"}}, "__proto__": {"lang": "en"}}',
  );
  const { settings, unreadable } = readStored(hostile);
  assert.deepEqual(settings, DEFAULTS);
  assert.equal(unreadable.length, 2);
  assert.equal(({} as { rule?: string }).rule, undefined);
});

test("a settings file is JSON of a bounded size, each key once", () => {
  assert.deepEqual(parseJson("a.json", '{"a": {"b": "}"}, "c": [{"b": 1}, {"b": 2}]}'), {
    a: { b: "}" },
    c: [{ b: 1 }, { b: 2 }],
  });
  assert.throws(() => parseJson("a.json", "{"), /a\.json is not JSON/);
  const twice = '{"sites": {"https://a.vn": {"rule": "never"}, "https:\\/\\/a.vn": {}}}';
  assert.throws(
    () => parseJson("a.json", twice),
    /a\.json: "https:\/\/a\.vn" stands twice in one object/,
  );
  const deep = `{"themes": ${"[".repeat(400_000)}${"]".repeat(400_000)}}`;
  assert.throws(
    () => settingsFrom(parseJson("a.json", deep)),
    /settings\.themes: expected an object, found a list/,
  );
  assert.throws(
    () => checkJsonSize("a.json", 5e6),
    /a\.json: expected at most 1024 KB, found 4883 KB/,
  );
});

test("CSS that could load anything is not inserted into a page", () => {
  const look = (id: string, name: string, color = "#1f5fbf") =>
    ({ id, name, line: "solid", glyph: "●", color, threshold: 0.5 }) as const;
  const looks = [
    look("a.b", 'Say "url(x)"; }'),
    look("9", "Chín"),
    look("c", "C", "oklch(50% 0.1 20deg / 0.5)"),
  ];
  for (const long of [true, false]) checkPageCss(pageStyles(looks, TEXTS.vi, long));
  checkPageCss(fading("rgb(1, 2, 3)"));
  checkPageCss(
    readFileSync("www/src/ui/page.css", "utf8")
      .replace(/\/\*.*?\*\//s, "")
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
    ...["a{b:c}\f", '[a="x\n}b{c:d}"]{}', "@supports(a:b){}", "a{b:attr(c)}", "a{b:element(#c)}"],
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
    assert.equal((await CONTENT_REQUESTS.begin({}, from)).root, undefined);
    assert.equal((await CONTENT_REQUESTS.begin({}, { ...from, incognito: false })).root, "article");
    assert.deepEqual((await CONTENT_REQUESTS.tag({ texts: [text] }, from)).verdicts, {});
    assert.deepEqual(await CONTENT_REQUESTS.judge(correction, from), { stored: false });
    assert.equal(await CONTENT_REQUESTS.place({ root: "main" }, from), null);
    await assert.rejects(
      CONTENT_REQUESTS.judge(correction, { ...from, incognito: false }),
      /indexedDB/,
    );
    await assert.rejects(
      CONTENT_REQUESTS.judge({ ...correction, theme: "x" }, from),
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

test("a pack is a model or a zip with one; other files are refused by name", async () => {
  const { zipSync } = await import("fflate");
  const model = new Uint8Array(readFileSync("tests/golden/toy.model"));
  const report = new Uint8Array(readFileSync("models/vi-public-life/report.json"));
  const licence = new TextEncoder().encode("\nCC BY 4.0\nmore");
  const alone = await packFrom("toy.model", model);
  assert.equal(alone.id, createHash("sha256").update(model).digest("hex"));
  const zipped = (files: Record<string, Uint8Array>) => zipSync(files) as Uint8Array<ArrayBuffer>;
  const pack = await packFrom(
    "x.zip",
    zipped({ "m/toy.model": model, "m/report.json": report, "m/LICENSE.txt": licence }),
  );
  assert.deepEqual([pack.id, pack.name, pack.licence], [alone.id, "toy", "CC BY 4.0"]);
  assert.equal((await packFrom("a\x01b\u2028.MODEL", model)).name, "a b");
  assert.equal(pack.scores?.mean, JSON.parse(new TextDecoder().decode(report)).macro_f1);
  assert.deepEqual(Object.keys(pack.scores?.themes ?? {}), [
    "staffing",
    "discipline",
    "training",
    "digital",
  ]);
  await assert.rejects(
    packFrom("x.zip", zipped({ "readme.txt": licence })),
    /expected one \.model in the zip, found 0/,
  );
  await assert.rejects(
    packFrom("x.zip", Uint8Array.of(0x50, 0x4b, 1, 2)),
    /x\.zip is not a readable zip file/,
  );
  const bomb = zipped({ "a.model": new Uint8Array(40 * 1024 * 1024) });
  await assert.rejects(
    packFrom("bomb.zip", bomb),
    /bomb\.zip: expected at most \d+ bytes in a\.model, found 41943040/,
  );
});

test("a hostile zip is refused before its entries are inflated", async (t) => {
  const { deflateSync } = await import("fflate");
  const zeros = deflateSync(new Uint8Array(30 * 1024 * 1024));
  const claims = (count: number, size: number, name = (i: number) => `${i}.model`) =>
    zipOf(
      zeros,
      Array.from({ length: count }, (_, i) => ({ name: name(i), size })),
    );
  const refused: [string, Uint8Array<ArrayBuffer>, RegExp][] = [
    // All entries refer to the same compressed bytes.
    ["many models", claims(900, 0), /expected one \.model in the zip, found 900/],
    ["many entries", claims(60_000, 0), /expected at most 1000 files in the zip, found 60000/],
    [
      "many reports",
      claims(999, 0, (i) => (i ? "report.json" : "a.model")),
      /larger than the zip's directory says/,
    ],
    ["a wrong size", claims(1, 100), /a zip's directory says|larger than the zip's directory says/],
    ["a true size", claims(1, 30 * 1024 * 1024), /expected at most \d+ bytes in 0\.model/],
    [
      "over 4 GB",
      claims(1, 0xffffffff),
      /expected at most \d+ bytes in 0\.model, found 4294967295/,
    ],
    ["cut off", claims(1, 100).subarray(0, 1000) as Uint8Array<ArrayBuffer>, /it has no directory/],
  ];
  const { DecompressionStream } = globalThis;
  let inflated = 0;
  globalThis.DecompressionStream = class extends DecompressionStream {
    constructor(...args: ConstructorParameters<typeof DecompressionStream>) {
      super(...args);
      inflated++;
    }
  };
  t.after(() => {
    globalThis.DecompressionStream = DecompressionStream;
  });
  for (const [what, bytes, reason] of refused) {
    inflated = 0;
    await assert.rejects(packFrom("x.zip", bytes), reason, what);
    // At most one entry is inflated.
    assert.ok(inflated <= 1, what);
  }
});

test("a damaged zip is refused with a message", async () => {
  const { zipSync } = await import("fflate");
  const model = new Uint8Array(readFileSync("tests/golden/toy.model"));
  const zip = zipSync({
    "toy.model": model,
    LICENSE: new Uint8Array(3000).fill(65),
  }) as Uint8Array<ArrayBuffer>;
  let accepted = 0;
  // Every byte of the headers, and some others.
  for (let at = 2; at < zip.length; at += at < 80 || at > zip.length - 200 ? 1 : 97) {
    for (const value of [0, 0xff, zip[at]! ^ 1]) {
      const bytes = zip.slice();
      bytes[at] = value;
      await packFrom("x.zip", bytes).then(
        () => accepted++,
        (cause: Error) => assert.match(cause.message, /^x\.zip[: ].*\.$/s),
      );
    }
    await packFrom("x.zip", zip.slice(0, at)).catch((cause: Error) =>
      assert.match(cause.message, /^x\.zip/),
    );
  }
  assert.ok(accepted > 0);
});

test("a model file of 200 MB is refused before it is read", () => {
  assert.throws(
    () => checkPackSize("big.model", 200 * 1024 * 1024),
    /big\.model: expected .* at most 32 MB, found 200 MB/,
  );
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

test("the manifests have few permissions and no network access", () => {
  for (const browser of ["chrome", "firefox"]) {
    const { permissions, host_permissions, optional_host_permissions, content_scripts, ...rest } =
      manifest(browser);
    assert.deepEqual(permissions, ["activeTab", "scripting", "storage", "contextMenus"]);
    assert.deepEqual([host_permissions, content_scripts], [undefined, undefined]);
    assert.deepEqual(optional_host_permissions, ["http://*/*", "https://*/*"]);
    const policy = rest.content_security_policy.extension_pages;
    assert.match(policy, /^default-src 'none'; .*connect-src 'self'/);
    assert.doesNotMatch(policy, /https?:|\*|unsafe-inline|'unsafe-eval'/);
  }
  const { gecko } = manifest("firefox").browser_specific_settings;
  assert.deepEqual(gecko.data_collection_permissions, { required: ["none"] });
});

test("the same sources give the same bytes, in another time zone too", () => {
  const hashes = () =>
    ZIPS.map((zip) => createHash("sha256").update(readFileSync(zip)).digest("hex"));
  const before = hashes();
  for (const step of ["the extension", "the extension's sources"])
    rmSync(`target/stamps/${step}`, { force: true });
  const env = { ...process.env, TZ: "Asia/Ho_Chi_Minh" };
  const { status, stderr } = spawnSync(process.execPath, ["www/extension/build.mjs"], {
    env,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  assert.deepEqual(hashes(), before);
  const names = Object.keys(unzipSync(readFileSync(ZIPS[2]!)));
  for (const name of [
    "package-lock.json",
    "Cargo.lock",
    "www/extension/manifest.mjs",
    "src/lib.rs",
  ]) {
    assert.ok(names.includes(name), `${name} is missing from the sources`);
  }
});

test("the extension contains the licences of all its packages", async () => {
  // Bundles again: esbuild's metafile lists the packages.
  const { packages } = await bundle();
  assert.deepEqual(packages, ["node_modules/idb"]);
  const crates = ["js-sys", "libm", "serde", "talc", "unicode-normalization", "wasm-bindgen"];
  for (const zip of ZIPS.slice(0, 2)) {
    const files = unzipSync(readFileSync(zip));
    const textOf = (name: string) => new TextDecoder().decode(files[name]);
    const notices = textOf("THIRD-PARTY-NOTICES.txt");
    for (const folder of packages) {
      const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
      assert.match(notices, new RegExp(`^${name} ${version} `, "m"));
      assert.ok(notices.includes(readFileSync(`${folder}/LICENSE`, "utf8").trim()), name);
    }
    for (const name of crates)
      assert.match(notices, new RegExp(`^${name} \\d[\\w.+-]* \\(`, "m"), name);
    for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) {
      assert.equal(textOf(`${name}.txt`), readFileSync(name, "utf8"));
    }
    assert.match(textOf("fonts/newsreader-LICENSE.txt"), /SIL Open Font License/i);
  }
});

test("Mozilla's linter finds nothing", () => {
  const how = [
    "lint",
    "--source-dir",
    `${DIST}/firefox`,
    "--output",
    "json",
    "--no-config-discovery",
  ];
  const { stdout, stderr } = spawnSync("node_modules/.bin/web-ext", how, { encoding: "utf8" });
  const { errors, warnings, notices } = JSON.parse(stdout || stderr);
  assert.deepEqual([...errors, ...warnings, ...notices], []);
});

test("every text exists in both languages, and is used", () => {
  const read = (lang: string) =>
    JSON.parse(readFileSync(`www/extension/_locales/${lang}/messages.json`, "utf8"));
  const [vi, en] = [read("vi"), read("en")];
  assert.deepEqual(Object.keys(vi), Object.keys(en));
  const holes = (text: string) => String(text.match(/\$\d/g));
  for (const key of Object.keys(vi))
    assert.equal(holes(vi[key].message), holes(en[key].message), key);
  assert.ok(vi.description.message.length <= 132 && en.description.message.length <= 132);
  const sources = readdirSync("www/extension", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|html|mjs)$/.test(name))
    .map((name) => readFileSync(`www/extension/${name}`, "utf8"))
    .join("\n");
  for (const key of Object.keys(vi)) {
    assert.match(sources, new RegExp(`["_]${key}(?:"|__)`), `${key} is used nowhere`);
  }
  for (const [, key] of sources.matchAll(/data-t(?:-label)?="(\w+)"/g))
    assert.ok(vi[key!], `${key} has no words`);
});

/** Returns a zip whose entries refer to the same compressed bytes and declare any size. */
function zipOf(
  compressed: Uint8Array,
  entries: readonly { name: string; size: number }[],
): Uint8Array<ArrayBuffer> {
  const header = (
    signature: number,
    length: number,
    name: string,
    size: number,
    from: number,
  ): Buffer => {
    const bytes = Buffer.alloc(length);
    bytes.writeUInt32LE(signature, 0);
    bytes.writeUInt16LE(8, from + 4);
    bytes.writeUInt32LE(compressed.length, from + 14);
    bytes.writeUInt32LE(size, from + 18);
    bytes.writeUInt16LE(name.length, from + 22);
    return Buffer.concat([bytes, Buffer.from(name)]);
  };
  const local = header(0x04034b50, 30, "x", 0, 4);
  const directory = Buffer.concat(
    entries.map(({ name, size }) => header(0x02014b50, 46, name, size, 6)),
  );
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(local.length + compressed.length, 16);
  return Uint8Array.from(Buffer.concat([local, compressed, directory, end]));
}
