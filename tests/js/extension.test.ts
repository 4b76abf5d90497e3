/** The extension's parts that need no browser, and what the build leaves of it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { test } from "node:test";
import { unzipSync } from "fflate";
import { packFrom } from "../../www/extension/options/pack.js";
import { labelledLines } from "../../www/extension/shared/labelled.js";
import { ASKS, answer, checked, TELLS } from "../../www/extension/shared/messages.js";
import { DEFAULTS, settingsFrom, storedSettings } from "../../www/extension/shared/settings.js";
import { orFull } from "../../www/extension/shared/store.js";
import { accessTo, troubleOf } from "../../www/extension/shared/tabs.js";

const DIST = "dist/extension";
const ZIPS = ["chrome", "firefox", "sources"].map((name) => `${DIST}/themelight-${name}.zip`);
const manifest = (browser: string) => JSON.parse(readFileSync(`${DIST}/${browser}/manifest.json`, "utf8"));

test("messages are what the tables say, or are refused by name", () => {
  const ask = (message: unknown) => checked<string, object>("ask", ASKS as never, message);
  assert.deepEqual(ask({ ask: "tag", texts: ["một", "hai"] }), { ask: "tag", texts: ["một", "hai"] });
  assert.throws(() => ask({ ask: "tag", texts: ["một", 2] }), /tag\.texts\[1\]: expected a text .*, found 2/);
  assert.throws(() => ask({ ask: "tag", texts: Array(65).fill("") }), /at most 64 items, found 65/);
  assert.throws(() => ask({ ask: "explain", text: "x".repeat(200_001) }), /at most 200000 characters/);
  assert.throws(() => ask({ ask: "judge", text: "", theme: "x", verdict: 1 }), /judge\.verdict/);
  assert.throws(() => ask({ ask: "begin", more: 1 }), /"more" is not known here/);
  for (const wrong of [
    null,
    5,
    "tag",
    [],
    {},
    { ask: "constructor" },
    { ask: "__proto__" },
    { tell: "stop" },
  ]) {
    assert.throws(() => ask(wrong), /no message of ours: expected ask to be one of begin, tag/);
  }
  assert.throws(
    () => checked<string, object>("tell", TELLS as never, { tell: "filter", themes: "all" }),
    /a list, found "all"/,
  );
  assert.deepEqual(answer({ ok: null }, "x"), { ok: null });
  assert.throws(() => answer(undefined, "x"), /x: expected an object, found nothing/);
});

test("settings from a file are all right or refused with place and reason", () => {
  const site = { "https://bao.vn": { rule: "always", root: "article" } };
  assert.deepEqual(settingsFrom({ sites: site }), { ...DEFAULTS, sites: site });
  const wrong: [unknown, RegExp][] = [
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
  for (const [value, message] of wrong) assert.throws(() => settingsFrom(value), message);
});

test("a stored setting that is broken is left out, the others stay", (t) => {
  const warned = t.mock.method(console, "warn", () => {});
  assert.deepEqual(storedSettings({ lang: "en", strip: "yes" }), { ...DEFAULTS, lang: "en" });
  assert.equal(warned.mock.callCount(), 1);
  assert.deepEqual(storedSettings(undefined), DEFAULTS);
});

test("what an address alone says against tagging", () => {
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
  for (const [url, word] of Object.entries(words)) assert.equal(troubleOf(url), word, url);
  assert.equal(troubleOf(undefined), undefined);
  assert.equal(accessTo("https://bao.vn:8443"), "https://bao.vn/*");
});

test("corrections become labelled lines; what was not said is left open", async () => {
  const lines = await labelledLines(
    [
      { model: "m", text: "Một đoạn", verdicts: { a: true, b: false }, at: 2 },
      { model: "m", text: "Đoạn khác", verdicts: { c: true }, at: 1 },
    ],
    ["a", "b", "c"],
  );
  const read = lines
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const byText = Object.fromEntries(read.map(({ text, labels, ignore }) => [text, { labels, ignore }]));
  assert.deepEqual(byText, {
    "Một đoạn": { labels: ["a"], ignore: ["c"] },
    "Đoạn khác": { labels: ["c"], ignore: ["a", "b"] },
  });
});

test("a pack is a model alone or a zip with one; anything else is named", async () => {
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
  assert.equal(pack.scores?.mean, JSON.parse(new TextDecoder().decode(report)).macro_f1);
  assert.deepEqual(Object.keys(pack.scores?.themes ?? {}), ["staffing", "discipline", "training", "digital"]);
  await assert.rejects(
    packFrom("x.zip", zipped({ "readme.txt": licence })),
    /expected one \.model in the zip, found 0/,
  );
  await assert.rejects(
    packFrom("x.zip", Uint8Array.of(0x50, 0x4b, 1, 2)),
    /x\.zip is no zip that can be read/,
  );
  const bomb = zipped({ "a.model": new Uint8Array(40 * 1024 * 1024) });
  await assert.rejects(packFrom("bomb.zip", bomb), /found 0/);
});

test("no more room is told apart from other failures", () => {
  assert.equal((orFull(new DOMException("x", "QuotaExceededError")) as { code: string }).code, "full");
  assert.equal((orFull(new Error("QUOTA_BYTES quota exceeded")) as { code: string }).code, "full");
  const other = new Error("the disk is on fire");
  assert.equal(orFull(other), other);
});

test("the manifests ask for little, and for no network", () => {
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
  const hashes = () => ZIPS.map((zip) => createHash("sha256").update(readFileSync(zip)).digest("hex"));
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
  for (const name of ["package-lock.json", "Cargo.lock", "www/extension/manifest.mjs", "src/lib.rs"]) {
    assert.ok(names.includes(name), `${name} is missing from the sources`);
  }
});

test("Mozilla's linter finds nothing", () => {
  const how = ["lint", "--source-dir", `${DIST}/firefox`, "--output", "json", "--no-config-discovery"];
  const { stdout, stderr } = spawnSync("node_modules/.bin/web-ext", how, { encoding: "utf8" });
  const { errors, warnings, notices } = JSON.parse(stdout || stderr);
  assert.deepEqual([...errors, ...warnings, ...notices], []);
});

test("every word is there in both languages, and used", () => {
  const read = (lang: string) =>
    JSON.parse(readFileSync(`www/extension/_locales/${lang}/messages.json`, "utf8"));
  const [vi, en] = [read("vi"), read("en")];
  assert.deepEqual(Object.keys(vi), Object.keys(en));
  const holes = (text: string) => String(text.match(/\$\d/g));
  for (const key of Object.keys(vi)) assert.equal(holes(vi[key].message), holes(en[key].message), key);
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
