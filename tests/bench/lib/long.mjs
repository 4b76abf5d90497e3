// A page of 10,000 paragraphs: what the embed keeps the main thread busy with, task by task.
import { readFileSync } from "node:fs";
import { launch } from "../../../www/tools/browsers/launch.mjs";
import { serve } from "../../../www/tools/browsers/serve.mjs";
import { inRoot } from "../../../www/tools/run.mjs";
import { median } from "../systems/measure.js";
import { folderWithEmbed, writeArticle } from "./embedded.mjs";

const PARAGRAPHS = 10_000;
const ROUNDS = 5;
/** Milliseconds in which what comes after the last mark, the legend and the strip, has come. */
const AFTER = 1500;
/** The second has tasks with their microtasks; "toplevel" would leave those out. */
const CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"];

/** What a page may be asked to do; ends when it is done. */
const DOINGS = {
  "the embed": `new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/embed/themelight.js";
    script.dataset.auto = "false";
    script.onload = () => themelight.attach().then((page) => page.done.then(() => page.drawn)).then(resolve, reject);
    document.head.append(script);
  }).then(() => undefined)`,
  "an empty <div>": `void document.documentElement.append(document.createElement("div"))`,
};

export async function longPage() {
  const folder = folderWithEmbed("long");
  writeArticle(`${folder}/index.html`, PARAGRAPHS);
  const { url, close } = await serve(folder, { port: 0 });
  const browser = await launch("chromium");
  try {
    console.log(`${PARAGRAPHS} paragraphs; longest task in CPU time, medians of ${ROUNDS} loads`);
    for (const [what, doing] of Object.entries(DOINGS)) {
      const runs = [];
      for (let round = 0; round < ROUNDS; round++) runs.push(await longest(browser, url, doing));
      const of = (kind) =>
        median(runs.map((run) => run[kind]))
          .toFixed(1)
          .padStart(5);
      console.log(`  ${what.padEnd(16)} script ${of("script")} ms  frame ${of("frame")} ms`);
    }
  } finally {
    await browser.close();
    await close();
  }
}

/** The longest task of a script and the longest frame, in milliseconds, from the doing to a while after it. */
async function longest(browser, url, doing) {
  const trace = inRoot("target/bench/long/trace.json");
  const page = await browser.newPage();
  await page.goto(url);
  // What the browser does after a load is over.
  await pause(1000);
  await page.tracing.start({ path: trace, categories: CATEGORIES });
  await page.evaluate(`performance.mark("begin")`);
  await page.evaluate(doing);
  await pause(AFTER);
  await page.tracing.stop();
  await page.close();
  const events = JSON.parse(readFileSync(trace, "utf8")).traceEvents;
  const begin = events.find(({ name }) => name === "begin");
  const ours = events.filter(
    ({ ph, pid, tid, ts }) => ph === "X" && pid === begin.pid && tid === begin.tid && ts >= begin.ts,
  );
  const tasks = ours.filter(({ name }) => name === "RunTask");
  const found = { script: 0, frame: 0 };
  for (const { ts, dur, tdur } of tasks) {
    const inside = (event) => event.ts >= ts && event.ts + event.dur <= ts + dur;
    const kind = ours.some((event) => event.name === "PrePaint" && inside(event)) ? "frame" : "script";
    found[kind] = Math.max(found[kind], (tdur ?? dur) / 1000);
  }
  return found;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
