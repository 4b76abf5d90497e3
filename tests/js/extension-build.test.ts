/** The built extension: permissions, reproducible bytes, licences, texts, Mozilla's linter. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { test } from "node:test";
import { unzipSync } from "fflate";
// @ts-expect-error The task scripts are plain JavaScript.
import { bundle } from "../../www/extension/build.mjs";

const DIST = "dist/extension";
const ZIPS = ["chrome", "firefox", "sources"].map((name) => `${DIST}/themelight-${name}.zip`);
const manifest = (browser: string) =>
  JSON.parse(readFileSync(`${DIST}/${browser}/manifest.json`, "utf8"));

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
  // Their order may differ.
  const holes = (text: string) => String(text.match(/\$\d/g)?.sort());
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

test("the script that runs in pages has the texts that it uses, and no others", () => {
  const script = readFileSync(`${DIST}/chrome/content.js`, "utf8");
  const { undoKey, pickUse, sitesSearch, welcomeTitle } = JSON.parse(
    readFileSync("www/extension/_locales/vi/messages.json", "utf8"),
  );
  for (const { message } of [undoKey, pickUse]) assert.ok(script.includes(message), message);
  for (const { message } of [sitesSearch, welcomeTitle]) {
    assert.ok(!script.includes(message), message);
  }
});
