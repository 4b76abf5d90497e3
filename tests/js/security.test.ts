// Holds SECURITY.md against the repository: the tests that it names exist, and so does the address.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const page = readFileSync("SECURITY.md", "utf8");
/** The lines that name tests, each with the file before the titles. */
const items = [...page.matchAll(/^- `(tests\/[^`]+)`(.*)$/gm)].map(([, path, rest]) => ({
  path: path!,
  rest: rest!,
}));

test("SECURITY.md names tests that exist, with their titles", () => {
  assert.ok(items.length >= 15);
  for (const { path, rest } of items) {
    assert.ok(existsSync(path), path);
    const source = readFileSync(path, "utf8");
    for (const [, title] of rest.matchAll(/“([^”]+)”/g))
      assert.ok(source.includes(`"${title}"`), title);
    for (const [, name] of rest.matchAll(/`([a-z0-9_]+)`/g)) {
      assert.match(source, new RegExp(`\\bfn ${name}\\(`), name);
    }
  }
});

test("every promise of SECURITY.md is followed by its tests", () => {
  const promises = page.split("## What we promise")[1]!.split("\n## ")[0]!.split(/^\*\*/m).slice(1);
  assert.ok(promises.length >= 6);
  for (const promise of promises) assert.match(promise, /^- `tests\//m, promise.split("\n")[0]);
});

test("vulnerabilities are reported where the repository is", () => {
  const repository = /^repository = "(.+)"$/m.exec(readFileSync("Cargo.toml", "utf8"))![1]!;
  assert.ok(page.includes(`${repository}/security/advisories/new`));
  assert.doesNotMatch(page, /\S+@\S+\.\S+/, "no address of a person");
});

test("SECURITY.md names every test file about security", () => {
  const folders = ["tests/js", "tests/browser", "tests/model"];
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));
  const security = files.filter((path) =>
    /security\.test\.ts$|hostile(\.test)?\.(ts|rs)$/.test(path),
  );
  for (const path of security) {
    if (path !== "tests/js/security.test.ts") assert.ok(page.includes(`\`${path}\``), path);
  }
});
