// The embed's security without a browser: escaping in CSS, reading of settings, access to the DOM.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { check } from "../../www/src/api/check.js";
import { SETTINGS } from "../../www/src/api/settings.js";
import { cssIdentifier, cssString, themeColor } from "../../www/src/dom/css.js";
import { bare } from "../../www/src/dom/native.js";

test("CSS strings escape everything that could end them; Vietnamese stays readable", () => {
  assert.equal(cssString("Tổ chức, cán bộ"), '"Tổ chức, cán bộ"');
  assert.equal(cssString('a"b\\c'), '"a\\22 b\\5c c"');
  for (let code = 0; code < 0x20; code++) {
    const text = cssString(String.fromCharCode(code));
    assert.equal(text, `"\\${code.toString(16)} "`);
  }
  assert.equal(cssString("\u007f\u0085\ud800</style>"), '"\\7f \\85 \\d800 \\3c \\2f style\\3e "');
  assert.equal(cssIdentifier("a b:ễ"), "a\\20 b\\3a \\1ec5 ");
});

test("a theme's colour is #rrggbb or grey", () => {
  assert.equal(themeColor("#1f5fBF"), "#1f5fBF");
  for (const color of ["", "red", "#12345", "#1234567", "#12345g", "#123456;x", "#123456\n"]) {
    assert.equal(themeColor(color), "#808080", color);
  }
});

test("settings are own properties, whatever Object.prototype has", () => {
  const said: string[] = [];
  const raw = JSON.parse(
    '{"__proto__": {"share": true}, "constructor": "x", "toString": 1, "cues": "valueOf"}',
  );
  const checked = check(raw, SETTINGS, (text) => said.push(text));
  assert.deepEqual(checked, {});
  assert.deepEqual(
    said.map((text) => text.split(" ").slice(0, 4).join(" ")),
    [
      "__proto__ is not a",
      "constructor is not a",
      "toString is not a",
      'cues cannot be "valueOf".',
    ],
  );
  Object.defineProperty(Object.prototype, "share", {
    configurable: true,
    get: () => "true",
    set: () => assert.fail("a setter of Object.prototype was called"),
  });
  try {
    assert.equal(bare(check({}, SETTINGS, () => {})).share, undefined);
    assert.equal(
      Object.hasOwn(
        check({ share: "false" }, SETTINGS, () => {}),
        "share",
      ),
      true,
    );
  } finally {
    Reflect.deleteProperty(Object.prototype, "share");
  }
});

test("no source reads a member of document directly, since named elements shadow them", () => {
  const folders = ["www/src", "www/embed"];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name}`),
  );
  const found = files.flatMap((file) =>
    readFileSync(file, "utf8")
      .split("\n")
      .map((line, i) => `${file}:${i + 1}: ${line.trim()}`)
      .filter((line) =>
        /(?<!\w)document\??\.\w/.test(line.replace(/^[^ ]+ (?:\*|\/\/|\/\*\*).*/, "")),
      ),
  );
  assert.deepEqual(
    found.filter((line) => !/`[^`]*document\.[^`]*`/.test(line)),
    [],
  );
});
