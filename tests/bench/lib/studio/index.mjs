// `npm run bench -- --only studio`: reads, checks and trains labelled paragraphs in the studio.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { launch } from "../../../../www/tools/browsers/launch.mjs";
import { serve } from "../../../../www/tools/browsers/serve.mjs";
import { Failure, inRoot } from "../../../../www/tools/run.mjs";
import { today } from "../document.mjs";
import { longestTask, traced } from "../page/visit.mjs";
import { labelledCsv } from "./paragraphs.mjs";
import { tableOf, writeStudioFigures } from "./table.mjs";

const SIZES = [2_000, 20_000];
const FOLDER = inRoot("target/bench/studio");

/**
 * Measures the studio; takes about five minutes.
 * @param {{ write?: boolean }} options
 */
export async function inStudio({ write = false } = {}) {
  if (!existsSync("/proc/self/status")) throw new Failure("Measures memory on Linux only.");
  mkdirSync(FOLDER, { recursive: true });
  // The trace of the page's tasks.
  mkdirSync(inRoot("target/bench/page"), { recursive: true });
  const { url, close } = await serve("dist/site", { port: 0 });
  const runs = [];
  try {
    for (const paragraphs of SIZES) {
      const file = `${FOLDER}/${paragraphs}.csv`;
      writeFileSync(file, labelledCsv(paragraphs));
      runs.push({ paragraphs, ...(await trained(`${url}studio/en.html`, file)) });
    }
  } finally {
    await close();
  }
  const figures = { date: today(), runs };
  console.log(tableOf(figures, "en"));
  if (write) writeStudioFigures(figures);
}

/** Trains on a file in a browser of its own, whose memory has held nothing else. */
async function trained(address, file) {
  const browser = await launch("chromium");
  try {
    const [page] = await browser.pages();
    page.setDefaultTimeout(0);
    await page.goto(address);
    await page.waitForSelector("html[data-ready]");
    const process = await processOf(browser);
    const before = memoryOf(process, "VmRSS");
    const found = {};
    const events = await traced(page, async () => {
      const clock = stopwatch(process);
      const input = await page.waitForSelector("input[type=file][aria-label='Choose a file']");
      await input.uploadFile(file);
      await click(page, ".draft .button.primary");
      await page.waitForSelector("#train .button.primary:enabled");
      found.read = clock();
      Object.assign(found, { said: await estimateOf(page) });
      const trainingClock = stopwatch(process);
      await click(page, "#train .button.primary:enabled");
      await page.waitForSelector(".cards .card");
      found.training = trainingClock();
    });
    const megabytes = ((memoryOf(process, "VmHWM") - before) * 1024) / 1e6;
    return { ...found, megabytes, longest: longestTask(events) };
  } finally {
    await browser.close();
  }
}

const click = async (page, selector) =>
  (await page.waitForSelector(selector)).evaluate((button) => button.click());

/** Returns the time and the memory that the page announces, in seconds and MB. */
async function estimateOf(page) {
  const text = await page.$eval("#train", (element) => element.textContent);
  const found = /about ([\d,]+) (second|minute)s? and ([\d,]+) MB/.exec(text);
  if (!found) throw new Failure(`Expected an estimate of time and memory, found: ${text}`);
  const number = (digits) => Number(digits.replaceAll(",", ""));
  const [, time, unit, megabytes] = found;
  return { seconds: number(time) * (unit === "minute" ? 60 : 1), megabytes: number(megabytes) };
}

/** Returns the id of the process of the only tab. */
async function processOf(browser) {
  const session = await browser.target().createCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  // Chromium keeps an empty process for the next tab.
  const renderers = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  return renderers.sort((a, b) => memoryOf(b, "VmRSS") - memoryOf(a, "VmRSS"))[0];
}

/** Returns a process's resident memory in KB: `VmRSS` now, `VmHWM` at its peak. */
function memoryOf(process, field) {
  const status = readFileSync(`/proc/${process}/status`, "utf8");
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)[1]);
}

/** Clock ticks in a second: fixed in Linux. */
const TICKS = 100;

/** Returns a function that gives the seconds since now: on the clock, and of the process's threads. */
function stopwatch(process) {
  const worked = () => {
    // The name of the process may contain spaces.
    const fields = readFileSync(`/proc/${process}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  };
  const [start, before] = [performance.now(), worked()];
  return () => ({ seconds: (performance.now() - start) / 1000, processor: worked() - before });
}
