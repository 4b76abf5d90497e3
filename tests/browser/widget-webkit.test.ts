// The core in WebKitGTK: tags, labels, cue words, legend, destroy.
import assert from "node:assert/strict";
import { test } from "node:test";
// @ts-expect-error The task scripts are plain JavaScript.
import { findBrowser, missingBrowser } from "../../www/tools/browsers/find.mjs";
import { address, PAGES } from "./lib/fixtures.js";
import { launchWebKit } from "./lib/webkit.js";

const driver: string | undefined = findBrowser("webkit");
const skip = driver ? false : missingBrowser("webkit");

interface Seen {
  same: boolean;
  sheets: number;
  marks: number;
  shown: number;
  cues: number;
  label: string;
  rows: number;
  faded: number;
  moved: string[];
}

test("webkit: themes, labels, cue words, legend; destroy leaves every page as it was", {
  skip,
  timeout: 180_000,
}, async () => {
  const webkit = await launchWebKit(driver!);
  try {
    for (const name of PAGES) {
      await webkit.go(address(`pages/${name}.html`));
      const seen = await webkit.run<Seen>(`
        await import("/widget.js");
        const before = document.documentElement.outerHTML;
        const boxes = probes.layout();
        const page = attach(toyTagger, { legend: "open" });
        await page.done;
        await page.drawn;
        await probes.frames();
        const moved = probes.moved(boxes, probes.layout());
        const [first = -1] = page.shown;
        page.paragraphs[first]?.element.scrollIntoView({ block: "center" });
        await probes.frames();
        const marks = page.shadow.querySelectorAll(".mark").length;
        const label = page.shadow.querySelector(".label")?.textContent ?? "";
        const rows = page.shadow.querySelectorAll(".row").length;
        const cues = [...CSS.highlights.values()].reduce((sum, ranges) => sum + ranges.size, 0);
        const shown = page.shown.length;
        page.filter(["digital"]);
        page.select(first);
        await probes.frames();
        const faded = CSS.highlights.get("themelight-faded").size;
        page.destroy();
        return {
          same: document.documentElement.outerHTML === before,
          sheets: document.adoptedStyleSheets.length,
          marks, shown, cues, label, rows, faded, moved,
        };
      `);
      assert.equal(typeof seen, "object", `${name}: ${seen}`);
      assert.ok(seen.same, `${name}: something is left`);
      assert.equal(seen.sheets, 0, name);
      assert.equal(seen.rows, 4, name);
      assert.deepEqual(seen.moved, [], name);
      if (!seen.shown) continue;
      assert.ok(seen.marks > 0 && seen.cues > 0 && seen.label, `${name}: ${JSON.stringify(seen)}`);
    }
  } finally {
    await webkit.close();
  }
});
