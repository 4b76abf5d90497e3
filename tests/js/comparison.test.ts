// The figures of the comparison pages are those of the last measurements.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const { comparisonOf, COMPARISONS, kept, withComparison } = await import(
  "../bench/lib/compare-table.mjs"
);
const LANGS = ["en", "vi"] as const;
const command = "npm run bench -- --only compare --write";

test("the pages' figures are those of the last measurements", () => {
  for (const language of LANGS) {
    const path = COMPARISONS[language];
    const page = readFileSync(path, "utf8");
    const figures = comparisonOf(kept(), language);
    for (const row of Object.values(figures.rows))
      assert.ok(page.includes(`\n${row}\n`), `${path}: run ${command}`);
    assert.ok(page.includes(`\n\n${figures.below}\n`), `${path}: run ${command}`);
    assert.equal(withComparison(page, figures), page);
  }
});

test("new figures replace the old ones, and nothing else", () => {
  for (const language of LANGS) {
    const page = readFileSync(COMPARISONS[language], "utf8");
    const figures = kept();
    const other = structuredClone(figures);
    other.downloads.embed = 987;
    const changed = withComparison(page, comparisonOf(other, language));
    assert.ok(changed.includes("| 987 KB |"));
    assert.equal(withComparison(changed, comparisonOf(figures, language)), page);
  }
});

test("every row of the table has a cell for each system", () => {
  for (const language of LANGS) {
    const lines = readFileSync(COMPARISONS[language], "utf8").match(/^\|.*\|$/gm)!;
    assert.ok(lines.length >= 10);
    for (const line of lines) assert.equal(line.split("|").length, 8, line);
  }
});

test("a page without the block or a row of figures is refused", () => {
  const figures = comparisonOf(kept(), "en");
  assert.throws(() => withComparison("# Comparison\n", figures), /Expected a page with a block/);
  const page = "<!-- figures: x -->\n| a |\n\nOld.\n\n<!-- /figures -->\n";
  assert.throws(() => withComparison(page, figures), /a row "Download, Brotli"/);
});

test("the embed's download is within its budget", () => {
  const { budgets } = JSON.parse(readFileSync("package.json", "utf8"));
  const { brotli } = budgets["embed, all a reader downloads"];
  const { embed } = kept().downloads;
  assert.ok(embed <= brotli && embed > 0.9 * brotli, `${embed} of ${brotli} KB`);
});
