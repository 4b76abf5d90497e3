// Checks where dependencies come from, their licences, their install scripts, and unsafe code.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const tracked = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" })
  .split("\0")
  .filter(Boolean);
const read = (path: string) => readFileSync(path, "utf8");

/** Licences under which code may be compiled or bundled into what readers and developers get. */
const PERMISSIVE = new Set([
  "0BSD",
  "Apache-2.0",
  "Apache-2.0 WITH LLVM-exception",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "NCSA",
  "OFL-1.1",
  "Unicode-3.0",
  "Unlicense",
  "Zlib",
]);

/** Licences of tools that only run on a developer's machine. */
const TOOLS = new Set([...PERMISSIVE, "BSD", "MPL-2.0", "Python-2.0"]);

/** npm packages that may run a script when they are installed, with the reason. */
const INSTALL_SCRIPTS: Record<string, string> = {
  esbuild: "checks that the binary of this platform is there",
};

/** Rust files that may hold unsafe code, with the reason. */
const UNSAFE: Record<string, string> = {
  "tests/bench/instructions/src/main.rs": "an unmangled name marks where the counting starts",
  "tests/bench/limit/src/lib.rs": "the yardstick has no standard library: its memory is static",
  "tests/bench/peers/fasttext/src/lib.rs": "unmangled names are the peer's interface",
  "tests/model/allocation.rs": "an allocator that counts; the trait is unsafe",
};

/** Returns whether one of the alternatives of an SPDX expression has only allowed licences. */
function allowed(expression: string, licences: ReadonlySet<string>): boolean {
  const plain = expression.replaceAll("/", " OR ").replace(/[()]/g, " ");
  // Without parentheses `A OR B AND C` is read as `(A OR B) AND C`: each part has a choice.
  return plain
    .split(/ AND /)
    .every((part) => part.split(/ OR /).some((licence) => licences.has(licence.trim())));
}

test("an SPDX expression is allowed if each of its parts has an allowed alternative", () => {
  for (const one of [
    "MIT",
    "MIT/Apache-2.0",
    "GPL-3.0-only OR MIT",
    "(MIT OR Apache-2.0) AND Unicode-3.0",
  ]) {
    assert.ok(allowed(one, PERMISSIVE), one);
  }
  for (const one of [
    "GPL-3.0-only",
    "MIT AND GPL-3.0-only",
    "(MIT OR Zlib) AND SSPL-1.0",
    "",
    "UNLICENSED",
  ]) {
    assert.ok(!allowed(one, PERMISSIVE), one);
  }
});

const cargoLocks = tracked.filter((path) => path.endsWith("Cargo.lock"));
const npmLocks = tracked.filter((path) => path.endsWith("package-lock.json"));

test("every crate comes from crates.io with a checksum, or is in this repository", () => {
  assert.ok(cargoLocks.length >= 2);
  for (const path of cargoLocks) {
    for (const crate of read(path).split("[[package]]\n").slice(1)) {
      const name = /^name = "(.+)"$/m.exec(crate)![1]!;
      const source = /^source = "(.+)"$/m.exec(crate)?.[1];
      if (source === undefined) {
        assert.match(name, /^(themelight(-fuzz)?|instructions|limit|fasttext-peer)$/, path);
        continue;
      }
      assert.equal(
        source,
        "registry+https://github.com/rust-lang/crates.io-index",
        `${path}: ${name}`,
      );
      assert.match(crate, /^checksum = "[0-9a-f]{64}"$/m, `${path}: ${name}`);
    }
  }
});

test("no manifest names a git repository, a patch or another registry", () => {
  for (const path of tracked.filter(
    (name) => name.endsWith("Cargo.toml") || name === ".cargo/config.toml",
  )) {
    assert.doesNotMatch(read(path), /^\s*\[(patch|replace|source|registries)\b/m, path);
    assert.doesNotMatch(read(path), /\b(git|registry)\s*=\s*"/, path);
  }
});

test("the licences of all crates are permissive", () => {
  const args = ["metadata", "--format-version", "1", "--locked", "--all-features"];
  const metadata = execFileSync("cargo", args, { encoding: "utf8", maxBuffer: 1 << 26 });
  const packages: { name: string; license: string | null; source: string | null }[] =
    JSON.parse(metadata).packages;
  assert.ok(packages.length > 100);
  for (const { name, license, source } of packages) {
    if (source === null) continue; // our own
    assert.ok(allowed(license ?? "", PERMISSIVE), `${name}: ${license}`);
  }
});

test("deny.toml allows the same licences, and only crates.io", () => {
  const policy = read("deny.toml");
  const [, list] = /^allow = \[([^\]]+)\]/m.exec(policy)!;
  const licences = [...list!.matchAll(/"([^"]+)"/g)].map(([, licence]) => licence);
  assert.deepEqual(licences, [...PERMISSIVE]);
  assert.match(policy, /^unknown-registry = "deny"\nunknown-git = "deny"$/m);
});

test("what readers download has no crate in two versions", () => {
  const notices = read("dist/npm/THIRD-PARTY-NOTICES.txt");
  const names = [...notices.matchAll(/^([\w-]+) \d\S* \(/gm)].map(([, name]) => name);
  assert.ok(names.length >= 5);
  assert.deepEqual(names, [...new Set(names)]);
});

interface Locked {
  license?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  hasInstallScript?: boolean;
}

test("every npm package comes from the registry with a hash, and has an allowed licence", () => {
  assert.ok(npmLocks.includes("package-lock.json"));
  for (const path of npmLocks) {
    const packages: Record<string, Locked> = JSON.parse(read(path)).packages;
    for (const [folder, { resolved, integrity, license, link }] of Object.entries(packages)) {
      if (folder === "") continue;
      const name = `${path}: ${folder}`;
      assert.ok(!link, `${name} is a link`);
      assert.match(integrity ?? "", /^sha512-/, name);
      if (resolved !== undefined) assert.match(resolved, /^https:\/\/registry\.npmjs\.org\//, name);
      if (path === "package-lock.json")
        assert.ok(allowed(license ?? "", TOOLS), `${name}: ${license}`);
    }
  }
});

test("only listed npm packages run a script when they are installed", () => {
  const packages: Record<string, Locked> = JSON.parse(read("package-lock.json")).packages;
  const scripts = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
  const names = scripts.map(([folder]) => folder.split("node_modules/").at(-1)!);
  assert.deepEqual([...new Set(names)].sort(), Object.keys(INSTALL_SCRIPTS).sort());
});

test("packages for readers have no npm dependencies: all packages are for development", () => {
  const manifest = JSON.parse(read("package.json"));
  assert.deepEqual(
    ["dependencies", "optionalDependencies", "peerDependencies"].filter((kind) => kind in manifest),
    [],
  );
});

test("unsafe code stands only in listed files, each block under a SAFETY comment", () => {
  const found = new Set<string>();
  for (const path of tracked.filter((name) => name.endsWith(".rs"))) {
    const lines = read(path).split("\n");
    for (const [i, line] of lines.entries()) {
      const code = line.replace(/\/\/.*$/, "").replace(/"(?:[^"\\]|\\.)*"/g, '""');
      if (!/\bunsafe\b(?!_)/.test(code)) continue;
      found.add(path);
      if (!/\bunsafe\s*(\{|impl\b|$)/.test(code)) continue; // an attribute or the head of a function
      const above = lines.slice(Math.max(0, i - 3), i).join("\n");
      assert.match(above, /\/\/ SAFETY: /, `${path}:${i + 1}`);
    }
  }
  assert.deepEqual([...found].sort(), Object.keys(UNSAFE).sort());
});

test("the crate denies unsafe code, and no source file of it allows any", () => {
  assert.match(read("Cargo.toml"), /^unsafe_code = "deny"$/m);
  for (const path of tracked.filter((name) => /^src\/.*\.rs$/.test(name))) {
    assert.doesNotMatch(read(path), /allow\([^)]*unsafe_code/, path);
  }
});
