// `npm run soak`: scrolls endless pages and changes routes for a long time, with the embed and with
// the extension, in Chromium and in Firefox, and fails if heap, nodes, listeners or wasm memory keep
// growing.
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { serve } from "./browsers/serve.mjs";
import { Failure, inRoot, isMain, main } from "./run.mjs";
import { startChromium } from "./soak/chromium.mjs";
import { startFirefox } from "./soak/firefox.mjs";
import { POLL, trend } from "./soak/trend.mjs";

const HELP = `npm run soak -- [--minutes N] [--browser chromium | firefox] [embed | extension]

  --minutes N  time for each product in each browser; default 30
  --browser B  one browser; default both`;
const PRODUCTS = ["embed", "extension"];

/**
 * A browser with the page in front, marked.
 * @typedef {object} Running
 * @property {import("puppeteer-core").Page} page
 * @property {() => Promise<Record<string, number>>} sample the memory after a collection
 * @property {() => Promise<void>} close
 */

/** @type {Record<string, (product: string, url: string) => Promise<Running>>} */
const BROWSERS = { chromium: startChromium, firefox: startFirefox };

/** Batches of paragraphs that are appended before the route changes. */
const BATCHES = 3;
/** Paragraphs of a batch. */
const BATCH = 12;

const MB = 1024 * 1024;

/**
 * What may be added by a thousand rounds: 0 means not at all. A heap is never quite flat.
 * @type {Record<string, Record<string, number>>}
 */
const BOUNDS = {
  chromium: { heap: 2 * MB, nodes: 100, listeners: 50, wasm: 0, background: MB },
  firefox: { heap: 4 * MB, orphans: MB / 4, listeners: 50, wasm: 0, background: 4 * MB },
};

/** The page. Each paragraph has a number of its own, so that caches by text fill as well. */
const PAGE = (/** @type {string} */ head, /** @type {string[]} */ texts) => `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Soak</title><link rel="icon" href="data:,">${head}</head>
<body><main id="app"></main><script>
  const texts = ${JSON.stringify(texts)};
  let number = 0;
  const batch = () => Array.from({ length: ${BATCH} }, () =>
    "<p>" + texts[number % texts.length] + " Đoạn số " + number++ + ".</p>").join("");
  globalThis.route = () => {
    history.pushState({}, "", "?" + number);
    document.getElementById("app").innerHTML = "<article><h1>Bài " + number + "</h1>" + batch() + "</article>";
    scrollTo(0, 0);
  };
  globalThis.more = () => {
    document.querySelector("article").insertAdjacentHTML("beforeend", batch());
    scrollTo(0, document.documentElement.scrollHeight);
  };
  globalThis.tagged = () => document.querySelectorAll("[data-themelight]").length;
  route();
</script></body></html>`;

if (isMain(import.meta.url)) {
  main(async () => {
    const { values, positionals } = parseArgs({
      options: {
        minutes: { type: "string", default: "30" },
        browser: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
      allowPositionals: true,
    });
    if (values.help) return console.log(HELP);
    const minutes = Number(values.minutes);
    if (!(minutes > 0)) {
      throw new Failure(`Expected --minutes with a number over 0, found ${values.minutes}.`);
    }
    const unknown = positionals.filter((name) => !PRODUCTS.includes(name));
    if (unknown.length) throw new Failure(`Unknown product: ${unknown.join(", ")}.\n\n${HELP}`);
    const browsers = values.browser ? [values.browser] : Object.keys(BROWSERS);
    const other = browsers.find((name) => !Object.hasOwn(BROWSERS, name));
    if (other) throw new Failure(`Unknown browser: ${other}.\n\n${HELP}`);
    const growing = [];
    for (const browser of browsers) {
      for (const product of positionals.length ? positionals : PRODUCTS) {
        growing.push(...(await soak(product, browser, minutes)));
      }
    }
    if (growing.length) throw new Failure(`Grows over its bound: ${growing.join("; ")}.`);
  });
}

/**
 * Runs one product in one browser. Prints a table, and returns what grew over its bound.
 * @param {string} product
 * @param {string} browser
 * @param {number} minutes
 */
async function soak(product, browser, minutes) {
  const folder = mkdtempSync(join(tmpdir(), "themelight-soak-"));
  const texts = readFileSync(inRoot("tests/fixtures/article.txt"), "utf8").trim().split("\n");
  const head = product === "embed" ? '<script async src="embed/themelight.js"></script>' : "";
  writeFileSync(join(folder, "index.html"), PAGE(head, texts));
  symlinkSync(inRoot("dist/embed"), join(folder, "embed"));
  const site = await serve(folder, { port: 0 });
  try {
    const running = await /** @type {NonNullable<typeof BROWSERS[string]>} */ (BROWSERS[browser])(
      product,
      site.url,
    );
    try {
      return report(product, browser, await samplesOf(running, `${product}, ${browser}`, minutes));
    } finally {
      await running.close();
    }
  } finally {
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {Running} running
 * @param {string} name
 * @param {number} minutes
 */
async function samplesOf({ page, sample }, name, minutes) {
  /** @type {Record<string, number>[]} */
  const samples = [];
  /** @type {string[]} */
  const messages = [];
  page.on("console", (message) => messages.push(message.text()));
  const end = Date.now() + minutes * 60_000;
  while (Date.now() < end) {
    await round(page).catch((cause) => {
      const console = messages.join("; ") || "empty";
      throw new Failure(`${name}: round ${samples.length} did not end. Console: ${console}`, {
        cause,
      });
    });
    samples.push(await sample());
    if (process.stdout.isTTY) process.stdout.write(`\r${name}: ${samples.length} rounds`);
  }
  if (process.stdout.isTTY) process.stdout.write("\r");
  return samples;
}

/** One round: an article that grows while it is scrolled, then another article. */
async function round(/** @type {import("puppeteer-core").Page} */ page) {
  for (let i = 0; i < BATCHES; i++) {
    const before = await page.evaluate("tagged()");
    await page.evaluate("more()");
    await page.waitForFunction(`tagged() > ${before}`, POLL);
  }
  await page.evaluate("route()");
  await page.waitForFunction(`tagged() > 0 && tagged() <= ${BATCH}`, POLL);
}

/**
 * @param {string} product
 * @param {string} browser
 * @param {Record<string, number>[]} samples
 */
function report(product, browser, samples) {
  const rounds = samples.length;
  const growing = [];
  console.log(
    `${product}, ${browser}: ${rounds} rounds, ${rounds * (BATCHES + 1) * BATCH} paragraphs`,
  );
  for (const name of Object.keys(samples[0] ?? {})) {
    const values = samples.map((sample) => /** @type {number} */ (sample[name]));
    const { first, last, slope } = trend(values);
    const bound = BOUNDS[browser]?.[name] ?? 0;
    const perThousand = Math.round(slope * 1000);
    const over = perThousand > bound;
    console.log(
      `  ${name.padEnd(11)} ${String(first).padStart(10)} → ${String(last).padStart(10)}` +
        `   ${String(perThousand).padStart(8)} per 1000 rounds, bound ${bound}${over ? "  !" : ""}`,
    );
    if (over) growing.push(`${name} of the ${product} in ${browser}`);
  }
  return growing;
}
