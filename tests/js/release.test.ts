// The parts of `npm run release`. The whole of it builds everything twice: too slow for a test.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import {
  compressIn,
  differences,
  filesIn,
  integrityOf,
  sumsOf,
} from "../../www/tools/release/files.mjs";
import { isPublished, publishTo, registries } from "../../www/tools/release/registries.mjs";
import { bill, requireCleanTree, versionOf } from "../../www/tools/release.mjs";

const temporary: string[] = [];
after(() => {
  for (const folder of temporary) rmSync(folder, { recursive: true });
});

/** Makes a folder of these files (path → text). */
function folder(files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), "themelight-release-"));
  temporary.push(path);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(path, name, ".."), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  return path;
}

test("a tree that is not clean is refused, with the names of the files", () => {
  const repository = folder({ "a.txt": "a" });
  const git = (...args: string[]) => execFileSync("git", ["-C", repository, ...args]);
  git("init", "--quiet");
  assert.throws(() => requireCleanTree(repository), /clean tree.*\n.*a\.txt/);
  git("add", "a.txt");
  assert.throws(() => requireCleanTree(repository), /a\.txt/, "added, not committed");
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
  git(...who, "commit", "--quiet", "--message", "a");
  requireCleanTree(repository);
  writeFileSync(join(repository, "a.txt"), "b");
  assert.throws(() => requireCleanTree(repository), /a\.txt/, "changed");
  assert.throws(() => requireCleanTree(folder({})), /Expected a git repository/);
});

test("package.json, Cargo.toml and the changelog must have the same version", () => {
  const files = {
    packageJson: '{ "version": "1.2.3" }',
    cargo: '[package]\nversion = "1.2.3"\n',
    changelog: "# Changelog\n\n## [1.2.3] - 2026-12-01\n",
  };
  assert.equal(versionOf(files), "1.2.3");
  assert.throws(() => versionOf({ ...files, cargo: 'version = "1.2.4"' }), /1\.2\.3.*1\.2\.4/);
  assert.throws(() => versionOf({ ...files, changelog: "## [Unreleased]" }), /\[1\.2\.3\] - DATE/);
});

test("compressed copies stand beside the files that servers compress, and inflate to them", () => {
  const text = "themelight ".repeat(200);
  const names = ["a.js", "b/c.wasm", "d.model", "e.css", "f.png"];
  const path = folder(Object.fromEntries(names.map((name) => [name, text])));
  compressIn(path);
  const sums = sumsOf(path);
  for (const name of names.slice(0, 4)) {
    const read = (end: string) => readFileSync(join(path, name + end));
    assert.equal(brotliDecompressSync(read(".br")).toString(), text);
    assert.equal(gunzipSync(read(".gz")).toString(), text);
    assert.ok(read(".br").length < text.length / 10);
  }
  assert.equal(filesIn(path).length, 5 + 2 * 4, "not of images");
  for (const name of filesIn(path).filter((one) => /\.(br|gz)$/.test(one)))
    rmSync(join(path, name));
  compressIn(path);
  assert.equal(sumsOf(path), sums, "the same bytes again");
});

test("the sums are what sha256sum checks, the integrity what browsers check", () => {
  const path = folder({ "b.js": "b", "a/a.js": "a", SHA256SUMS: "old" });
  const sha = (text: string) => createHash("sha256").update(text).digest("hex");
  assert.equal(sumsOf(path), `${sha("a")}  a/a.js\n${sha("b")}  b.js\n`);
  const { sha256, sha384 } = integrityOf(join(path, "b.js"));
  assert.equal(sha256, `sha256-${createHash("sha256").update("b").digest("base64")}`);
  assert.match(sha384, /^sha384-[A-Za-z0-9+/]{64}$/);
});

test("two builds are compared byte by byte", () => {
  const first = folder({ same: "1", "in/longer": "abc", only: "" });
  const second = folder({ same: "1", "in/longer": "abcd", other: "" });
  assert.deepEqual(differences(first, first), []);
  assert.deepEqual(differences(first, second), [
    "in/longer: 3 and 4 bytes, different from byte 3",
    "only: only in the first build",
    "other: only in the second build",
  ]);
});

test("the bills of materials list every linked crate once, with licence and checksum", () => {
  const notices = readFileSync("dist/npm/THIRD-PARTY-NOTICES.txt", "utf8");
  for (const product of ["crate", "npm"] as const) {
    const made = bill("1.2.3", product);
    assert.deepEqual(bill("1.2.3", product), made, "the same bill again");
    assert.equal(made.bomFormat, "CycloneDX");
    assert.match(made.serialNumber, /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const refs = made.components.map((one) => one["bom-ref"]);
    assert.equal(new Set(refs).size, refs.length);
    for (const { name, licenses, hashes } of made.components) {
      assert.ok(licenses?.[0]?.expression && !licenses[0].expression.includes("/"), name);
      assert.match(hashes?.[0]?.content ?? "", /^[0-9a-f]{64}$/, name);
    }
    const known = new Set([...refs, made.metadata.component["bom-ref"]]);
    assert.equal(made.dependencies.length, known.size);
    for (const { ref, dependsOn } of made.dependencies) {
      for (const one of [ref, ...dependsOn]) assert.ok(known.has(one), one);
    }
    if (product === "crate") {
      assert.ok(refs.length > 30 && refs.some((ref) => ref.startsWith("pkg:cargo/linfa@")));
    } else {
      const named = made.components.map(({ name, version }) => `${name} ${version}`);
      const inNotices = [...notices.matchAll(/^([\w-]+ \d\S*) \(/gm)].map(([, one]) => one);
      assert.deepEqual(named.sort(), inNotices.sort(), "as the licence notices");
    }
  }
});

/** Answers for registries that have these versions; undefined = the name is unknown. */
const answering = (versions: Record<string, string[] | undefined>) =>
  (async (address: string) => {
    const isNpm = address.includes("npmjs");
    const found = versions[isNpm ? "npm" : "crates.io"];
    if (!found) return new Response("", { status: 404 });
    const npm = JSON.stringify({ versions: Object.fromEntries(found.map((one) => [one, {}])) });
    return new Response(isNpm ? npm : found.map((one) => `{"vers":"${one}"}`).join("\n"));
  }) as typeof fetch;

const all = registries("themelight", { tarball: "themelight-1.2.3.tgz", root: "." });

test("what a registry has already is not published again", async () => {
  const ran: string[] = [];
  const run = async (command: string, args: string[]) => ran.push([command, ...args].join(" "));
  const publish = (versions: Record<string, string[] | undefined>) =>
    publishTo(all, "1.2.3", { dryRun: false, run, request: answering(versions) });

  await publish({});
  const both = ["cargo publish --locked", "npm publish themelight-1.2.3.tgz --access public"];
  assert.deepEqual(ran.splice(0), both, "neither has it");
  const rows = await publish({ "crates.io": ["1.2.2", "1.2.3"], npm: ["1.2.2"] });
  assert.deepEqual(ran.splice(0), both.slice(1), "npm failed the last time");
  assert.deepEqual(
    rows.map(({ result }) => result),
    ["has 1.2.3 already", "published 1.2.3"],
  );
  await publish({ "crates.io": ["1.2.3"], npm: ["1.2.3"] });
  assert.deepEqual(ran, [], "both have it");
});

test("a dry run publishes nothing and asks for no versions", async () => {
  const ran: string[] = [];
  await publishTo(all, "1.2.3", {
    dryRun: true,
    run: async (_, args) => ran.push(args.at(-1)!),
    request: () => assert.fail("no request is due"),
  });
  assert.deepEqual(ran, ["--dry-run", "--dry-run"]);
});

test("a registry that does not answer stops the release instead of looking empty", async () => {
  const failing = (status: number) => async () => new Response("", { status });
  await assert.rejects(isPublished(all[0]!, "1.2.3", failing(503) as typeof fetch), /503/);
  const offline = async () => Promise.reject(new Error("no connection"));
  await assert.rejects(isPublished(all[1]!, "1.2.3", offline), /npm could not be asked/);
});
