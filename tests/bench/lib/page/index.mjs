// `npm run bench -- --only page`: what the embed costs a page, with and without it in turn.
import { existsSync } from "node:fs";
import { launch } from "../../../../www/tools/browsers/launch.mjs";
import { serve } from "../../../../www/tools/browsers/serve.mjs";
import { Failure, inRoot, run } from "../../../../www/tools/run.mjs";
import { median } from "../../systems/measure.js";
import { today } from "../document.mjs";
import { lighthouseRows } from "./lighthouse.mjs";
import { firstMark, responses } from "./load.mjs";
import { appended, endless, idle, interactions, manyNodes, scrolling, storm } from "./long.mjs";
import { writePages } from "./pages.mjs";
import { keptFigures, PARTS, tableOf, writePageFigures } from "./table.mjs";

const FOLDER = inRoot("tests/bench/page");

/** How much is measured: all, and the short form, whose figures are not written. */
const FULL = {
  rounds: 5,
  appended: 10_000,
  inChunks: 20_000,
  /** Paragraphs in each part of a page that scrolls without an end. */
  endless: 20_000,
  nodes: 1_000_000,
  idleSeconds: 30,
};
const SHORT = {
  rounds: 3,
  appended: 2_000,
  inChunks: 4_000,
  endless: 2_000,
  nodes: 100_000,
  idleSeconds: 5,
};
const CHUNK = 100;
const ENDLESS_PARTS = 5;

/**
 * Measures the page; takes about 25 minutes, the short form about 10.
 * @param {{ write?: boolean, short?: boolean, parts?: string }} options `parts`: names of PARTS,
 *   separated by commas; the figures of all others stay as they were written
 */
export async function fullPage({ write = false, short = false, parts } = {}) {
  const names = parts?.split(",") ?? PARTS;
  const unknown = names.filter((name) => !PARTS.includes(name));
  if (unknown.length)
    throw new Failure(`--parts: expected ${PARTS.join(", ")}; found ${unknown.join(", ")}.`);
  if (write && short) throw new Failure("--short: its figures are not written; leave out --write.");
  if (!existsSync(`${FOLDER}/node_modules`)) {
    console.log("Installing Lighthouse and web-vitals from npm, for the benchmark only.");
    await run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: FOLDER });
  }
  const size = short ? SHORT : FULL;
  const figures = { ...(short ? {} : keptFigures()), date: today(), size };
  const failed = [];
  const { url, close } = await serve(writePages(), { port: 0 });
  try {
    const measures = measuresOf(url, size);
    for (const name of names) {
      const start = performance.now();
      try {
        figures[name] = await measures[name]();
        // After each part: what is measured is not lost if the next ones fail.
        if (write) writePageFigures(figures);
      } catch (cause) {
        console.log(`  ${name} failed: ${cause?.stack ?? cause}`);
        failed.push(name);
      }
      console.log(`  ${name}: ${Math.round((performance.now() - start) / 1000)} s`);
    }
  } finally {
    await close();
  }
  console.log(`\n${tableOf(figures, "en")}`);
  if (failed.length) {
    throw new Failure(
      `Not measured: ${failed.join(", ")}. Run npm run bench -- --only page --parts ${failed.join()}.`,
    );
  }
}

/** Returns a function for each of PARTS. Each starts a browser of its own. */
function measuresOf(url, size) {
  const { rounds } = size;
  const inBrowser = (measure) => async () => {
    const browser = await launch("chromium");
    try {
      return await measure(browser);
    } finally {
      await browser.close();
    }
  };
  return {
    lighthouse: () => lighthouseRows(url, rounds),
    firstMark: inBrowser((browser) => firstMark(browser, url, rounds)),
    responses: inBrowser((browser) => responses(browser, url, rounds)),
    appended: inBrowser((browser) =>
      both((kind) => appended(browser, url, size.appended, size.appended, kind)),
    ),
    chunks: inBrowser((browser) =>
      both((kind) => appended(browser, url, size.inChunks, CHUNK, kind)),
    ),
    endless: inBrowser((browser) =>
      both((kind) => endless(browser, url, ENDLESS_PARTS, size.endless, kind)),
    ),
    nodes: inBrowser((browser) => manyNodes(browser, url, size.nodes)),
    interactions: inBrowser((browser) => interactions(browser, url)),
    idle: inBrowser((browser) => idle(browser, url, size.idleSeconds)),
    scrolling: inBrowser((browser) => medians(rounds, (kind) => scrolling(browser, url, kind))),
    storm: inBrowser((browser) => medians(rounds, (kind) => storm(browser, url, kind))),
  };
}

const KINDS = ["without", "with"];

async function both(measure) {
  const found = {};
  for (const kind of KINDS) found[kind] = await measure(kind);
  return found;
}

/** Measures a number with and without the embed in turn; returns the medians. */
async function medians(rounds, measure) {
  const runs = { without: [], with: [] };
  for (let round = 0; round < rounds; round++) {
    for (const kind of KINDS) runs[kind].push(await measure(kind));
  }
  return { without: median(runs.without), with: median(runs.with) };
}
