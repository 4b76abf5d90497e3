// The widget in WebKitGTK: tags, labels, cue words, legend, destroy.
import assert from "node:assert/strict";
import { address, PAGES } from "./lib/fixtures.js";
import { webkitTest } from "./lib/harness.js";

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

/** Runs in the page as an expression: WebDriver takes text, not functions. */
const LOOK = `(async () => {
  await import("/widget.js");
  const before = document.documentElement.outerHTML;
  const boxes = probes.layout();
  // Global, so that probes.frames() waits until this page is drawn.
  const page = (globalThis.page = attach(toyTagger, { legend: "open" }));
  await page.done;
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
})()`;

webkitTest("themes, labels, cue words, legend; destroy restores every page", async (tab) => {
  for (const name of PAGES) {
    await tab.goto(address(`pages/${name}.html`));
    const seen = (await tab.evaluate(LOOK)) as Seen;
    assert.equal(typeof seen, "object", `${name}: ${seen}`);
    assert.ok(seen.same, `${name}: destroy left something behind`);
    assert.equal(seen.sheets, 0, name);
    assert.equal(seen.rows, 4, name);
    assert.deepEqual(seen.moved, [], name);
    if (!seen.shown) continue;
    assert.ok(seen.marks > 0 && seen.cues > 0 && seen.label, `${name}: ${JSON.stringify(seen)}`);
  }
});
