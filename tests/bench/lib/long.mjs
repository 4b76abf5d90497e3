// Measures the longest tasks of the main thread on a page of 10,000 paragraphs.
import { readFileSync } from "node:fs";
import { launch } from "../../../www/tools/browsers/launch.mjs";
import { serve } from "../../../www/tools/browsers/serve.mjs";
import { inRoot } from "../../../www/tools/run.mjs";
import { median } from "../systems/measure.js";
import { folderWithEmbed, writeArticle } from "./embedded.mjs";

const PARAGRAPHS = 10_000;
const ROUNDS = 5;
/** Milliseconds until legend and strip are drawn after the last label. */
const AFTER = 1500;
/** The second category has tasks with their microtasks; "toplevel" has none. */
const CATEGORIES = [
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "blink.user_timing",
];

/** Expressions to measure, each with a promise that resolves at its end. */
const WORKLOADS = {
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
    for (const [name, expression] of Object.entries(WORKLOADS)) {
      const runs = [];
      for (let round = 0; round < ROUNDS; round++)
        runs.push(await longest(browser, url, expression));
      const of = (kind) =>
        median(runs.map((run) => run[kind]))
          .toFixed(1)
          .padStart(5);
      console.log(`  ${name.padEnd(16)} script ${of("script")} ms  frame ${of("frame")} ms`);
    }
  } finally {
    await browser.close();
    await close();
  }
}

/**
 * Returns the longest script task and the longest frame, in milliseconds, during an expression and
 * `AFTER` it.
 */
async function longest(browser, url, expression) {
  const trace = inRoot("target/bench/long/trace.json");
  const page = await browser.newPage();
  await page.goto(url);
  // Waits for the browser's own tasks after the load.
  await pause(1000);
  await page.tracing.start({ path: trace, categories: CATEGORIES });
  await page.evaluate(`performance.mark("begin")`);
  await page.evaluate(expression);
  await pause(AFTER);
  await page.tracing.stop();
  await page.close();
  const events = JSON.parse(readFileSync(trace, "utf8")).traceEvents;
  const begin = events.find(({ name }) => name === "begin");
  const ofThread = events.filter(
    ({ ph, pid, tid, ts }) =>
      ph === "X" && pid === begin.pid && tid === begin.tid && ts >= begin.ts,
  );
  const tasks = ofThread.filter(({ name }) => name === "RunTask");
  const found = { script: 0, frame: 0 };
  for (const { ts, dur, tdur } of tasks) {
    const inside = (event) => event.ts >= ts && event.ts + event.dur <= ts + dur;
    const kind = ofThread.some((event) => event.name === "PrePaint" && inside(event))
      ? "frame"
      : "script";
    found[kind] = Math.max(found[kind], (tdur ?? dur) / 1000);
  }
  return found;
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
