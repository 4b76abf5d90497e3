/** Model packs in the npm package and in the modules that the studio uses. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { load, ThemelightError } from "themelight";
import { isPack, type PackHeader, packModel, readPack } from "../../www/src/pack/index.js";

const RELEASED = "tests/fixtures/released/0.1.0";
const PACK = new Uint8Array(readFileSync(`${RELEASED}/toy.themelight`));
const MODEL = new Uint8Array(readFileSync(`${RELEASED}/toy.model`));
const HEADER = 48;

/**
 * Returns the toy pack with another value in its header, or without the field, and with right
 * lengths and hash. A path such as `themes.0.id`.
 */
async function changed(path: string, value?: unknown): Promise<Uint8Array> {
  const header = JSON.parse(JSON.stringify((await readPack(PACK)).header));
  const steps = path.split(".");
  const last = steps.pop()!;
  const parent = steps.reduce((at, step) => at[step], header);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return sealed(new TextEncoder().encode(JSON.stringify(header)));
}

async function sealed(header: Uint8Array, model = MODEL): Promise<Uint8Array> {
  const bytes = new Uint8Array(HEADER + header.length + model.length);
  bytes.set(PACK.subarray(0, 8));
  const view = new DataView(bytes.buffer);
  view.setUint32(8, header.length, true);
  view.setUint32(12, model.length, true);
  bytes.set(header, HEADER);
  bytes.set(model, HEADER + header.length);
  bytes.set(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.subarray(HEADER))), 16);
  return bytes;
}

async function refused(bytes: Uint8Array, code: string, reason = /./): Promise<void> {
  await assert.rejects(load({ model: bytes as BufferSource }), (error) => {
    assert.ok(error instanceof ThemelightError);
    assert.equal(error.code, code, error.message);
    assert.match(error.message, reason);
    return true;
  });
}

test("a pack of a released version gives names, colours, language and facts", async () => {
  const tagger = await load({ model: PACK });
  const plain = await load({ model: MODEL });
  assert.deepEqual(tagger.themes[0]!.name, { vi: "Biên chế", en: "Headcount" });
  assert.deepEqual([tagger.themes[0]!.color, tagger.themes[0]!.colorDark], ["#036946", "#5afe63"]);
  assert.deepEqual(tagger.themes[1], plain.themes[1]);
  assert.equal(tagger.themes[0]!.threshold, plain.themes[0]!.threshold);
  assert.equal(tagger.info.checksum, plain.info.checksum);
  assert.equal(tagger.info.pack?.license, "MIT OR Apache-2.0");
  assert.equal(plain.info.pack, undefined);
  const text = "Tinh giản biên chế.";
  assert.deepEqual(tagger.tag([text]), plain.tag([text]));
  const english = await load({
    model: (await changed("language", "en")) as BufferSource,
  });
  assert.deepEqual([plain.info.language, english.info.language], ["vi", "en"]);
});

test("a pack is read from a path and from a view of a larger buffer", async () => {
  const path = new URL(`../../${RELEASED}/toy.themelight`, import.meta.url);
  assert.equal((await load({ model: path })).themes[0]!.name.en, "Headcount");
  const larger = new Uint8Array(PACK.length + 20).fill(7);
  larger.set(PACK, 10);
  const view = larger.subarray(10, 10 + PACK.length);
  assert.equal((await load({ model: view })).themes[0]!.name.en, "Headcount");
});

test("altered, cut and newer packs are refused with the reason", async () => {
  for (const at of [16, 47, HEADER, 100, PACK.length - 1]) {
    const altered = PACK.slice();
    altered[at]! ^= 1;
    await refused(altered, "pack/hash", /SHA-256/);
  }
  for (const length of [4, 8, 47, HEADER, 200, PACK.length - 1])
    await refused(PACK.slice(0, length), "pack/length", new RegExp(`${length} bytes, expected`));
  await refused(new Uint8Array([...PACK, 0]), "pack/length");
  for (const at of [10, 11, 14, 15]) {
    const long = PACK.slice();
    long[at] = 0xff;
    await refused(long, "pack/length");
  }
  const newer = PACK.slice();
  newer[4] = 2;
  await refused(newer, "pack/version", /version 2, expected 1; update Themelight/);
  await refused(PACK.slice(1), "model/magic");
  await assert.rejects(readPack(MODEL), { code: "pack/magic" });
  assert.ok(isPack(PACK) && !isPack(MODEL) && !isPack(new Uint8Array(0)));
});

test("a header with a wrong field is refused by name", async () => {
  const changes: [path: string, value: unknown, reason: RegExp][] = [
    ["themes.0.color.light", "red;}", /staffing: color\.light: expected/],
    ["themes.0.color.dark", null, /color\.dark/],
    ["themes.0.color", undefined, /light/],
    ["themes.0.name", {}, /staffing: name: expected 1 to 16/],
    ["themes.0.name", ["a"], /staffing: name: expected names by language/],
    ["themes.0.name.vi", "a\u202eb", /without control characters/],
    ["themes.0.name.vi", "\ud800", /without control characters/],
    ["themes.0.name.vi", " ", /1 to 255 bytes/],
    ["themes.0.name.vi", "ộ".repeat(86), /1 to 255 bytes/],
    ["themes.0.name.v i", "a", /staffing: name/],
    ["themes", {}, /themes: expected 1 to 32/],
    ["themes", [], /themes: expected 1 to 32/],
    ["language", undefined, /language/],
    ["title", "a\u001b[31m", /title/],
    ["license", "", /license/],
    ["description", "a".repeat(4097), /description: expected 1 to 4096/],
    ["tests", { length: 0 }, /tests/],
    ["tests", Array(101).fill({ text: "", themes: [] }), /tests: expected 0 to 100/],
    ["tests.0.text", 5, /tests: text/],
  ];
  for (const [path, value, reason] of changes)
    await refused(await changed(path, value), "pack/header", reason);
  await load({ model: (await changed("description", "a\nb")) as BufferSource });
  for (const text of ["", "{", "5", "[]", "null", "[".repeat(60_000), '\ufeff{"themes":[]}'])
    await refused(await sealed(new TextEncoder().encode(text)), "pack/header");
  await refused(await sealed(Uint8Array.of(0x22, 0xff, 0x22)), "pack/header");
});

test("themes and self-tests must be the model's", async () => {
  const { themes } = (await readPack(PACK)).header;
  await refused(await changed("themes", [...themes].reverse()), "pack/themes", /"staffing"/);
  await refused(await changed("themes", themes.slice(1)), "pack/themes");
  await refused(await changed("themes.0.id", "x"), "pack/themes", /"x"/);
  const reason = /self-test 2: expected \[\], found \["discipline"\]/;
  await refused(await changed("tests.1.themes", []), "pack/self-test", reason);
  await refused(await changed("tests.0.scores.staffing", 0.9), "pack/self-test");
  await refused(await changed("tests.0.scores.none", 0.9), "pack/self-test");
  await load({ model: (await changed("tests.0.scores.staffing", 0.9986)) as BufferSource });
});

test("keys on Object.prototype are no fields of a pack", async () => {
  const bytes = await changed("title");
  const polluted = Object.prototype as Record<string, unknown>;
  try {
    Object.assign(polluted, { title: "\0", scores: 5, light: "red" });
    const tagger = await load({ model: bytes as BufferSource });
    assert.equal(tagger.themes[0]!.name.en, "Headcount");
  } finally {
    for (const key of ["title", "scores", "light"]) delete polluted[key];
  }
});

test("packing what was read gives the same bytes; an invalid header is not packed", async () => {
  const { header, model } = await readPack(PACK);
  assert.deepEqual(model, MODEL);
  assert.deepEqual(await packModel(model, header), PACK);
  const later = await packModel(model, { ...header, later: { a: [1] } });
  assert.deepEqual(JSON.parse(JSON.stringify((await readPack(later)).header)).later, { a: [1] });
  const refusedBy = (change: Partial<PackHeader>) =>
    assert.rejects(packModel(model, { ...header, ...change }), { code: "pack/header" });
  await refusedBy({ title: " " });
  await refusedBy({ themes: [] });
  await refusedBy({ scores: { data: "x", macro_f1: 1.5 } });
  await refusedBy({ tests: [{ text: "a", themes: [], scores: { staffing: 2 } }] });
  await refusedBy({ words: { staffing: Array(101).fill("a") } });
  await assert.rejects(packModel(model, { ...header, later: "a".repeat(70_000) }), {
    code: "pack/length",
  });
});
