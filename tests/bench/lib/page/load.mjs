// Measures a load on a slow phone: the first mark, and how fast the page responds meanwhile.
import { readFileSync } from "node:fs";
import { inRoot } from "../../../../www/tools/run.mjs";
import { median } from "../../systems/measure.js";
import { inPage } from "./visit.mjs";

const SLOW = { cpu: 6, fast3g: true };

/** Sets `firstMark` when a mark is drawn. */
const NOTE_FIRST_MARK = `{
  const wait = new MutationObserver(() => {
    const shadow = document.querySelector("themelight-ui")?.shadowRoot;
    if (!shadow) return;
    wait.disconnect();
    const marks = new MutationObserver(() => {
      if (!shadow.querySelector(".mark .bar")) return;
      marks.disconnect();
      requestAnimationFrame(() => { globalThis.firstMark = performance.now(); });
    });
    marks.observe(shadow, { childList: true, subtree: true });
  });
  wait.observe(document, { childList: true, subtree: true });
}`;

/** Medians of the first paint and of the first mark, in milliseconds. */
export async function firstMark(browser, url, rounds) {
  const runs = [];
  for (let round = 0; round < rounds; round++) {
    const run = await inPage(browser, SLOW, async (page) => {
      await page.evaluateOnNewDocument(NOTE_FIRST_MARK);
      await page.goto(`${url}200-with.html`);
      await page.waitForFunction("globalThis.firstMark", { polling: 200 });
      return page.evaluate(
        `[performance.getEntriesByName("first-contentful-paint")[0].startTime, firstMark]`,
      );
    });
    runs.push(run);
  }
  const [paint, mark] = [0, 1].map((i) => median(runs.map((run) => run[i])));
  return { paint, mark };
}

/** Taps and page-down keys in the time in which paragraphs are found and tagged. */
const INTERACTIONS = 20;
const BETWEEN = 200;

/** The page's longest responses to taps and to scrolling by key, with and without the embed. */
export async function responses(browser, url, rounds) {
  const vitals = readFileSync(
    inRoot("tests/bench/page/node_modules/web-vitals/dist/web-vitals.iife.js"),
    "utf8",
  );
  const found = {};
  for (const [name, act] of Object.entries({
    // A gesture comes as from a finger; touches of the debugging protocol wait for a frame first.
    tap: (_, session) =>
      session.send("Input.synthesizeTapGesture", { x: 200, y: 300, gestureSourceType: "touch" }),
    scroll: (page) => page.keyboard.press("PageDown"),
  })) {
    const runs = { without: [], with: [] };
    for (let round = 0; round < rounds; round++) {
      for (const kind of Object.keys(runs)) {
        const inp = await inPage(browser, { cpu: 6 }, async (page) => {
          await page.evaluateOnNewDocument(
            `${vitals};webVitals.onINP(({ value }) => { globalThis.inp = value; }, { reportAllChanges: true, durationThreshold: 16 });`,
          );
          const session = await page.createCDPSession();
          await page.goto(`${url}200-${kind}.html`, { waitUntil: "domcontentloaded" });
          for (let i = 0; i < INTERACTIONS; i++) {
            await act(page, session);
            await new Promise((resolve) => setTimeout(resolve, BETWEEN));
          }
          return page.evaluate("globalThis.inp ?? 0");
        });
        runs[kind].push(inp);
      }
    }
    found[name] = { without: median(runs.without), with: median(runs.with) };
  }
  return found;
}
