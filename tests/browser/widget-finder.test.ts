// How well the article finder does on the page fixtures. In them a comment <!--+--> stands before
// each true paragraph.
import assert from "node:assert/strict";
import { open, PAGES } from "./lib/fixtures.js";
import { browserTest } from "./lib/harness.js";

/**
 * What the finder may lose before the build fails. The fixtures are ours, so on strangers' pages
 * expect less.
 */
const LEAST = { precision: 0.98, recall: 0.98 };

for (const browser of ["chromium", "firefox"] as const) {
  browserTest(browser, "the finder's precision and recall on the page fixtures", async (page) => {
    const sums = { right: 0, wrong: 0, missed: 0 };
    for (const name of PAGES) {
      await open(page, name);
      const { right, wrong, missed } = await page.evaluate(() => probes.finderReport());
      sums.right += right;
      sums.wrong += wrong.length;
      sums.missed += missed.length;
      const notes = [...wrong.map((text) => `+ ${text}`), ...missed.map((text) => `- ${text}`)];
      console.log(
        `${name.padEnd(12)} ${right} right`,
        ...(notes.length ? ["\n   ", notes.join("\n    ")] : []),
      );
    }
    const precision = sums.right / (sums.right + sums.wrong);
    const recall = sums.right / (sums.right + sums.missed);
    console.log(
      `${PAGES.length} pages: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
    );
    assert.ok(precision >= LEAST.precision, `precision ${precision}`);
    assert.ok(recall >= LEAST.recall, `recall ${recall}`);
  });
}
