// `npm run bench -- --only page`: what the embed costs a page, with and without it in turn.
import { existsSync } from "node:fs";
import { launch } from "../../../../www/tools/browsers/launch.mjs";
import { serve } from "../../../../www/tools/browsers/serve.mjs";
import { inRoot, run } from "../../../../www/tools/run.mjs";
import { lighthouseRows } from "./lighthouse.mjs";
import { firstMark, responses } from "./load.mjs";
import { appended, idle, interactions, manyNodes, scrolling, storm } from "./long.mjs";
import { writePages } from "./pages.mjs";
import { tables, writePageFigures } from "./table.mjs";

const FOLDER = inRoot("tests/bench/page");
const ROUNDS = 7;
const APPENDED = 10_000;
const IN_CHUNKS = 20_000;
const CHUNK = 100;
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
    const figures = { date: new Date().toISOString().slice(0, 10), rounds: ROUNDS };
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
  const both = async (measure) => ({
    without: await measure("without"),
    with: await measure("with"),
  });
  try {
    return {
      firstMark: await firstMark(browser, url, ROUNDS),
      responses: await responses(browser, url, ROUNDS),
      appended: await both((kind) => appended(browser, url, APPENDED, APPENDED, kind)),
      chunks: await both((kind) => appended(browser, url, IN_CHUNKS, CHUNK, kind)),
      nodes: await manyNodes(browser, url, NODES),
      interactions: await interactions(browser, url),
      idle: await idle(browser, url, IDLE_SECONDS),
      scrolling: await both((kind) => scrolling(browser, url, kind)),
      storm: await both((kind) => storm(browser, url, kind)),
    };
  } finally {
    await browser.close();
  }
}
