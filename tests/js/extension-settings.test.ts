/** Settings from storage and from files: what is valid, and what stays of what is not. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkJsonSize, parseJson } from "../../www/extension/options/json.js";
import {
  DEFAULTS,
  readStored,
  settingsFrom,
  storedSettings,
  toStore,
  withoutStored,
} from "../../www/extension/shared/settings.js";

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
