import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { load } from "themelight";
import { compare } from "./lib/golden.js";

for (const name of ["toy", "vi-public-life"]) {
  test(`in Node the engine gives the golden results of ${name}`, async () => {
    const golden = JSON.parse(await readFile(`tests/golden/${name}.json`, "utf8"));
    const { compared, differences } = compare(await load({ model: golden.model }), golden);
    assert.deepEqual(differences, []);
    assert.ok(compared > 0);
  });
}
