// Measures an article of 200 paragraphs with the embed, from the start of the load to the last
// label.
import { launch } from "../../../www/tools/browsers/launch.mjs";
import { serve } from "../../../www/tools/browsers/serve.mjs";
import { median } from "../systems/measure.js";
import { folderWithEmbed, writeArticle } from "./embedded.mjs";

const PARAGRAPHS = 200;
const ROUNDS = 7;

/** Chromium's metrics of the main thread of a tab, in seconds. */
const PHASES = {
  "all tasks": "TaskDuration",
  script: "ScriptDuration",
  style: "RecalcStyleDuration",
  layout: "LayoutDuration",
};

const EMBED =
  '<script async src="/embed/themelight.js" data-auto="false" onload="window.work = themelight.attach()' +
  '.then((page) => page.done).then(() => performance.now())"></script>';

export async function fullPage() {
  const folder = folderWithEmbed("page");
  writeArticle(`${folder}/with.html`, PARAGRAPHS, EMBED);
  writeArticle(`${folder}/without.html`, PARAGRAPHS);
  const { url, close } = await serve(folder, { port: 0 });
  const browser = await launch("chromium");
  try {
    const runs = { with: [], without: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of Object.keys(runs))
        runs[name].push(await visit(browser, `${url}${name}.html`, name === "with"));
    }
    const of = (name, key) => median(runs[name].map((run) => run[key]));
    console.log(
      `${PARAGRAPHS} paragraphs, ${of("with", "labels")} with a label; medians of ${ROUNDS} loads`,
    );
    console.log(`  load to last label  ${of("with", "finished").toFixed(0)} ms`);
    console.log(`  main thread         with     without the embed`);
    for (const phase of Object.keys(PHASES)) {
      const [a, b] = ["with", "without"].map((name) =>
        `${of(name, phase).toFixed(1)} ms`.padStart(9),
      );
      console.log(`    ${phase.padEnd(14)} ${a}  ${b}`);
    }
  } finally {
    await browser.close();
    await close();
  }
}

/** Loads a page in a new context; returns the milliseconds of each phase. */
async function visit(browser, address, withEmbed) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  // The load event waits for the script, so `work` exists; polling would add work to the page.
  await page.goto(address, { waitUntil: "load" });
  const finished = withEmbed && (await page.evaluate("work"));
  const metrics = await page.metrics();
  const labels = await page.evaluate("document.querySelectorAll('[data-themelight]').length");
  await context.close();
  const phases = Object.entries(PHASES).map(([name, key]) => [name, metrics[key] * 1000]);
  return { finished, labels, ...Object.fromEntries(phases) };
}
