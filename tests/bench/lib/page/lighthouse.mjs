// Lighthouse's performance score of pages with and without the embed, in turn.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { launch } from "../../../../www/tools/browsers/launch.mjs";
import { inRoot } from "../../../../www/tools/run.mjs";
import { median } from "../../systems/measure.js";

/** Pages, and how many times slower than this machine's the processor is. */
export const CASES = [
  { page: "12", cpu: 6 },
  { page: "200", cpu: 6 },
  { page: "12", cpu: 4 },
  { page: "200", cpu: 4 },
  { page: "paper", cpu: 4 },
];
const KINDS = ["without", "with"];

/** Numeric values of audits, in milliseconds. */
const AUDITS = {
  blocking: "total-blocking-time",
  mainThread: "mainthread-work-breakdown",
  firstPaint: "first-contentful-paint",
  largestPaint: "largest-contentful-paint",
};

/** Returns a row with medians for each case. */
export async function lighthouseRows(url, rounds, cases = CASES) {
  const require = createRequire(inRoot("tests/bench/page/package.json"));
  const { default: lighthouse } = await import(pathToFileURL(require.resolve("lighthouse")).href);
  const rows = [];
  for (const { page, cpu } of cases) {
    const runs = { without: [], with: [] };
    for (let round = 0; round < rounds; round++) {
      for (const kind of KINDS)
        runs[kind].push(await visitOrAgain(lighthouse, `${url}${page}-${kind}.html`, cpu));
    }
    const row = { page, cpu };
    for (const kind of KINDS) {
      row[kind] = Object.fromEntries(
        Object.keys(runs[kind][0]).map((key) => [key, median(runs[kind].map((run) => run[key]))]),
      );
    }
    rows.push(row);
    console.log(lineOf(row));
  }
  return rows;
}

/** Tries a load a second time: on a busy machine, Lighthouse may not get its trace. */
const visitOrAgain = (...given) => visit(...given).catch(() => visit(...given));

async function visit(lighthouse, address, cpuSlowdownMultiplier) {
  const browser = await launch("chromium");
  try {
    const port = Number(new URL(browser.wsEndpoint()).port);
    const result = await lighthouse(
      address,
      { port, logLevel: "silent", output: "json" },
      {
        extends: "lighthouse:default",
        settings: {
          onlyCategories: ["performance"],
          // Lighthouse's mobile preset, but for the processor.
          throttling: { ...MOBILE, cpuSlowdownMultiplier },
        },
      },
    );
    const { audits, categories, runtimeError } = result.lhr;
    if (runtimeError) throw new Error(`${address}: ${runtimeError.message}`);
    const found = { score: categories.performance.score * 100 };
    for (const [name, id] of Object.entries(AUDITS)) found[name] = audits[id].numericValue;
    const phases = audits["mainthread-work-breakdown"].details.items;
    for (const { group, duration } of phases) found[group] = duration;
    return found;
  } finally {
    await browser.close();
  }
}

const MOBILE = {
  rttMs: 150,
  throughputKbps: 1.6 * 1024,
  requestLatencyMs: 562.5,
  downloadThroughputKbps: 1474.56,
  uploadThroughputKbps: 675,
};

const lineOf = ({ page, cpu, without, with: embed }) =>
  `  ${page.padEnd(6)} CPU ${cpu}×  score ${without.score} → ${embed.score}, blocking ` +
  `${without.blocking.toFixed(0)} → ${embed.blocking.toFixed(0)} ms, main thread ` +
  `${(without.mainThread / 1000).toFixed(2)} → ${(embed.mainThread / 1000).toFixed(2)} s`;
