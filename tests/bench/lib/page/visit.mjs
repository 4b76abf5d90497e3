// Opens pages under throttling and reads traces of the main thread.
import { readFileSync } from "node:fs";
import { inRoot } from "../../../../www/tools/run.mjs";

/** Lighthouse's and Chromium's "Fast 3G". */
const FAST_3G = { latency: 562.5, download: (1.6e6 * 0.9) / 8, upload: (0.75e6 * 0.9) / 8 };

/** The second category has tasks with their microtasks; "toplevel" has none. */
const CATEGORIES = [
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "blink.user_timing",
];
const BEGIN = "themelight-bench";

/** Runs `work` with a page in a new context, which has no cached files and no compiled code. */
export async function inPage(browser, { cpu = 1, fast3g = false } = {}, work) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 412, height: 823, hasTouch: true, isMobile: true });
    if (cpu > 1) await page.emulateCPUThrottling(cpu);
    if (fast3g) await page.emulateNetworkConditions(FAST_3G);
    page.setDefaultTimeout(300_000);
    return await work(page);
  } finally {
    await context.close();
  }
}

/** Runs `work` and returns the tasks of the page's main thread meanwhile. */
export async function traced(page, work) {
  const path = inRoot("target/bench/page/trace.json");
  await page.tracing.start({ path, categories: CATEGORIES });
  await page.evaluate(`performance.mark("${BEGIN}")`);
  await work();
  await page.tracing.stop();
  const events = JSON.parse(readFileSync(path, "utf8")).traceEvents;
  const begin = events.find(({ name }) => name === BEGIN);
  return events.filter(
    ({ pid, tid, ts }) => pid === begin.pid && tid === begin.tid && ts >= begin.ts,
  );
}

/** Returns the longest task, in milliseconds of processor time. */
export function longestTask(events) {
  let longest = 0;
  for (const { name, ph, dur, tdur } of events) {
    if (name === "RunTask" && ph === "X") longest = Math.max(longest, tdur ?? dur);
  }
  return longest / 1000;
}

/** Callbacks of scripts: functions, timers, frames. */
export const callbacks = (events) =>
  events.filter(({ name }) =>
    /^(FunctionCall|TimerFire|FireAnimationFrame|FireIdleCallback)$/.test(name),
  ).length;

/**
 * Returns a function that gives the milliseconds of processor time of all tasks so far, or of their
 * scripts: `ScriptDuration`.
 */
export async function taskClock(page, metric = "TaskDuration") {
  const session = await page.createCDPSession();
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === metric).value * 1000;
  };
}

/** Returns the bytes of the page's objects after garbage was collected. */
export async function heapSize(page) {
  const session = await page.createCDPSession();
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

/** A function for pages: resolves after `count` frames were drawn. */
export const FRAMES = `(count = 2) => new Promise((resolve) => {
  const next = () => {
    if (count-- > 0) return void requestAnimationFrame(next);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  };
  next();
})`;
