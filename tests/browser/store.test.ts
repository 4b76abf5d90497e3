// `npm run store`: screenshots of the real extension in the size of the stores.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { PNG } from "pngjs";
import { findBrowser, missingBrowser } from "../../www/tools/browsers/find.mjs";

const skip = findBrowser("chromium") ? false : missingBrowser("chromium");

test("five different screenshots in each language, 1280 × 800, none of them empty", {
  skip,
}, () => {
  const out = mkdtempSync(join(tmpdir(), "themelight-store-"));
  const { status, stderr } = spawnSync(process.execPath, ["www/tools/store.mjs", "--out", out], {
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  const hashes = new Set<string>();
  for (const lang of ["vi", "en"]) {
    const names = readdirSync(join(out, lang));
    assert.equal(names.length, 5, String(names));
    for (const name of names) {
      const bytes = readFileSync(join(out, lang, name));
      const { width, height, data } = PNG.sync.read(bytes);
      assert.deepEqual([width, height], [1280, 800], name);
      const colors = new Set<number>();
      for (let i = 0; i < data.length; i += 4) colors.add(data.readUInt32BE(i));
      assert.ok(colors.size > 20, `${lang}/${name} has ${colors.size} colours`);
      hashes.add(createHash("sha256").update(bytes).digest("hex"));
    }
  }
  assert.equal(hashes.size, 10);
  rmSync(out, { recursive: true });
});
