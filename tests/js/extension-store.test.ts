/** The texts of the store listings: limits of the stores, and the facts that they state. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { manifestOf } from "../../www/extension/manifest.mjs";

/** Characters that the stores of Chrome and Firefox accept, the lower of the two. */
const LIMITS = { title: 45, summary: 132, description: 15_000 };

for (const lang of ["vi", "en"]) {
  const listing = readFileSync(`www/extension/store/listing.${lang}.md`, "utf8");
  const [title, ...parts] = listing.split(/^#+ /m).slice(1);
  const [summary, description, privacy, permissions] = parts.map((part) =>
    part.slice(part.indexOf("\n")).trim(),
  );
  const texts = JSON.parse(readFileSync(`www/extension/_locales/${lang}/messages.json`, "utf8"));

  test(`${lang}: title, summary and description fit the stores, and are those of the manifest`, () => {
    assert.equal(title!.trim(), texts.name.message);
    assert.equal(summary, texts.description.message);
    assert.ok([...title!.trim()].length <= LIMITS.title);
    assert.ok([...summary!].length <= LIMITS.summary);
    assert.ok(description!.length > 500 && [...description!].length <= LIMITS.description);
  });

  test(`${lang}: every permission of the manifests is justified, and no other`, () => {
    const named = [...permissions!.matchAll(/^- ((?:`[^`]+`(?:, )?)+): \S/gm)]
      .flatMap(([, names]) => [...names!.matchAll(/`([^`]+)`/g)].map(([, name]) => name))
      .sort();
    for (const browser of ["chrome", "firefox"]) {
      const { permissions: required, optional_host_permissions: optional } = manifestOf(
        browser,
        "1",
      );
      assert.deepEqual(named, [...required, ...optional].sort());
    }
  });

  test(`${lang}: the privacy answers name purpose, data and remote code; the words are those of the extension`, () => {
    assert.equal(privacy!.split("\n").filter((line) => /^- [^:]+: \S/.test(line)).length, 4);
    assert.ok(permissions!.includes(texts.ruleAlways.message));
  });
}
