/** Models that the reader imports, as a file or as a zip. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkPackSize, packFrom } from "../../www/extension/options/pack.js";
import { packModel, readPack } from "../../www/src/pack/index.js";

test("a model pack has title, licence and scores in its header", async () => {
  const bytes = new Uint8Array(readFileSync("tests/fixtures/released/0.1.0/toy.themelight"));
  const { header, model } = await readPack(bytes);
  const pack = await packFrom("x.themelight", bytes);
  assert.deepEqual([pack.name, pack.licence], ["Mẫu thử 0.1", "MIT OR Apache-2.0"]);
  assert.equal(pack.id, createHash("sha256").update(bytes).digest("hex"));
  assert.deepEqual(pack.model, bytes);
  assert.equal(pack.scores, undefined);
  const figures = { precision: 0.5, recall: 0.5, f1: 0.5, support: 3 };
  const scores = { data: "x", macro_f1: 0.75, themes: { staffing: figures } };
  const { title: _, ...untitled } = header;
  const scored = await packFrom("x.Themelight", await packModel(model, { ...untitled, scores }));
  assert.deepEqual([scored.name, scored.scores], ["x", { mean: 0.75, themes: { staffing: 0.5 } }]);
  bytes[60]! ^= 1;
  await assert.rejects(packFrom("x.themelight", bytes), { code: "pack/hash" });
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
