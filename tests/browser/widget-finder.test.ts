// How well the article finder does on the page fixtures. In them a comment <!--+--> stands before
// each
// true paragraph. The report has one line for each page and one for each family of layouts.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { familyOf, open, PAGES } from "./lib/fixtures.js";
import { browserTest } from "./lib/harness.js";

/**
 * What the finder may lose before the build fails. The fixtures are ours, so on strangers' pages
 * expect less.
 */
const LEAST = { precision: 0.98, recall: 0.98 };
/** What it may lose in one family of layouts. */
const LEAST_IN_FAMILY = { precision: 0.95, recall: 0.95 };

class Sums {
  right = 0;
  wrong = 0;
  missed = 0;

  /** 1 where nothing was found: then nothing is wrong. */
  get precision(): number {
    return this.right + this.wrong ? this.right / (this.right + this.wrong) : 1;
  }

  get recall(): number {
    return this.right + this.missed ? this.right / (this.right + this.missed) : 1;
  }

  check(name: string, least: typeof LEAST): void {
    assert.ok(this.precision >= least.precision, `${name}: precision ${this.precision}`);
    assert.ok(this.recall >= least.recall, `${name}: recall ${this.recall}`);
  }
}

for (const browser of ["chromium", "firefox"] as const) {
  browserTest(browser, "the finder's precision and recall on the page fixtures", async (page) => {
    const all = new Sums();
    const families = new Map<string, Sums>();
    for (const name of PAGES) {
      await open(page, name);
      const { right, wrong, missed } = await page.evaluate(() => probes.finderReport());
      const family = families.get(familyOf(name)) ?? new Sums();
      families.set(familyOf(name), family);
      for (const sums of [all, family]) {
        sums.right += right;
        sums.wrong += wrong.length;
        sums.missed += missed.length;
      }
      const notes = [...wrong.map((text) => `+ ${text}`), ...missed.map((text) => `- ${text}`)];
      console.log(
        `${name.padEnd(22)} ${right} right`,
        ...(notes.length ? ["\n   ", notes.join("\n    ")] : []),
      );
    }
    const rows = [...families, ["all", all] as const].map(
      ([family, { right, precision, recall }]) =>
        [family.padEnd(12), `${right}`.padStart(4), precision.toFixed(3), recall.toFixed(3)].join(
          "  ",
        ),
    );
    const report = ["family      right  prec.  recall", ...rows, ""].join("\n");
    console.log(report);
    mkdirSync("target/reports", { recursive: true });
    writeFileSync(`target/reports/finder-${browser}.txt`, report);
    for (const [family, sums] of families) sums.check(family, LEAST_IN_FAMILY);
    all.check("all", LEAST);
  });
}
