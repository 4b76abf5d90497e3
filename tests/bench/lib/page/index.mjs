// `npm run bench -- --only page`: what the embed costs a page, with and without it in turn.
import { existsSync } from "node:fs";
import { launch } from "../../../../www/tools/browsers/launch.mjs";
import { serve } from "../../../../www/tools/browsers/serve.mjs";
import { inRoot, run } from "../../../../www/tools/run.mjs";
import { median } from "../../systems/measure.js";
import { today } from "../document.mjs";
import { lighthouseRows } from "./lighthouse.mjs";
import { firstMark, responses } from "./load.mjs";
import { appended, endless, idle, interactions, manyNodes, scrolling, storm } from "./long.mjs";
import { writePages } from "./pages.mjs";
import { tables, writePageFigures } from "./table.mjs";

const FOLDER = inRoot("tests/bench/page");
const ROUNDS = 7;
const APPENDED = 10_000;
const IN_CHUNKS = 20_000;
const CHUNK = 100;
/** Paragraphs of a page that scrolls without an end, in parts that are compared. */
const ENDLESS = { parts: 5, paragraphs: 20_000 };
const NODES = 1_000_000;
const IDLE_SECONDS = 30;

/** Measures everything; takes about 20 minutes. */
export async function fullPage(write) {
  if (!existsSync(`${FOLDER}/node_modules`)) {
    console.log("Installing Lighthouse and web-vitals from npm, for the benchmark only.");
    await run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: FOLDER });
  }
  const { url, close } = await serve(writePages(), { port: 0 });
  try {
    const figures = { date: today(), rounds: ROUNDS };
    figures.lighthouse = await lighthouseRows(url, ROUNDS);
    Object.assign(figures, await inOneBrowser(url));
    console.log(`\n${tables(figures)}`);
    if (write) writePageFigures(figures);
  } finally {
    await close();
  }
}

async function inOneBrowser(url) {
  const browser = await launch("chromium");
  const steps = {
    firstMark: () => firstMark(browser, url, ROUNDS),
    responses: () => responses(browser, url, ROUNDS),
    appended: () => both((kind) => appended(browser, url, APPENDED, APPENDED, kind)),
    chunks: () => both((kind) => appended(browser, url, IN_CHUNKS, CHUNK, kind)),
    endless: () => both((kind) => endless(browser, url, ENDLESS.parts, ENDLESS.paragraphs, kind)),
    nodes: () => manyNodes(browser, url, NODES),
    interactions: () => interactions(browser, url),
    idle: () => idle(browser, url, IDLE_SECONDS),
    scrolling: () => medians((kind) => scrolling(browser, url, kind)),
    storm: () => medians((kind) => storm(browser, url, kind)),
  };
  const figures = {};
  try {
    for (const [name, measure] of Object.entries(steps)) {
      console.log(`  ${name} …`);
      figures[name] = await measure();
    }
  } finally {
    await browser.close();
  }
  return figures;
}

const KINDS = ["without", "with"];

async function both(measure) {
  const found = {};
  for (const kind of KINDS) found[kind] = await measure(kind);
  return found;
}

/** Measures a number with and without the embed in turn; returns the medians. */
async function medians(measure) {
  const runs = { without: [], with: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of KINDS) runs[kind].push(await measure(kind));
  }
  return { without: median(runs.without), with: median(runs.with) };
}
