// `npm run soak`: scrolls endless pages and changes routes for a long time, with the embed and with
// the extension, and fails if heap, nodes, listeners or wasm memory keep growing.
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findBrowser, missingBrowser } from "./browsers/find.mjs";
import { CHROMIUM_ARGS } from "./browsers/launch.mjs";
import { serve } from "./browsers/serve.mjs";
import { Failure, inRoot, isMain, main } from "./run.mjs";
import { trend } from "./soak/trend.mjs";

const HELP = `npm run soak -- [--minutes N] [embed | extension]

  --minutes N  time for each product; default 30`;
const PRODUCTS = ["embed", "extension"];

/** Batches of paragraphs that are appended before the route changes. */
const BATCHES = 3;
/** Paragraphs of a batch. */
const BATCH = 12;

/** Not by frames: a page behind another tab has none. */
const POLL = { polling: 50 };

/**
 * What may be added by a thousand rounds: 0 means not at all. Chromium's heap is never quite flat.
 */
const BOUNDS = {
  heap: 2 * 1024 * 1024,
  nodes: 100,
  listeners: 50,
  wasm: 0,
  background: 1024 * 1024,
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
    const growing = [];
    for (const product of positionals.length ? positionals : PRODUCTS) {
      growing.push(...(await soak(product, minutes)));
    }
    if (growing.length) throw new Failure(`Grows over its bound: ${growing.join("; ")}.`);
  });
}

/**
 * Runs one product. Prints a table, and returns what grew over its bound.
 * @param {string} product
 * @param {number} minutes
 */
async function soak(product, minutes) {
  const executablePath = findBrowser("chromium");
  if (!executablePath) throw new Failure(missingBrowser("chromium"));
  const folder = mkdtempSync(join(tmpdir(), "themelight-soak-"));
  const texts = readFileSync(inRoot("tests/fixtures/article.txt"), "utf8").trim().split("\n");
  const head = product === "embed" ? '<script async src="embed/themelight.js"></script>' : "";
  writeFileSync(join(folder, "index.html"), PAGE(head, texts));
  symlinkSync(inRoot("dist/embed"), join(folder, "embed"));
  const site = await serve(folder, { port: 0 });
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({
    executablePath,
    pipe: true,
    // Chromium's sandbox does not work for root, as in a container.
    args: [...CHROMIUM_ARGS, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    ...(product === "extension" && { enableExtensions: [inRoot("dist/extension/chrome")] }),
  });
  try {
    return await measure(product, minutes, browser, site.url);
  } finally {
    await browser.close();
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} product
 * @param {number} minutes
 * @param {import("puppeteer-core").Browser} browser
 * @param {string} url
 */
async function measure(product, minutes, browser, url) {
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(url);
  let background;
  if (product === "extension") {
    const worker = await browser.waitForTarget((one) => one.type() === "service_worker");
    background = await worker.createCDPSession();
    const [extension] = [...(await browser.extensions()).values()];
    if (!extension) throw new Failure("Chromium did not load dist/extension/chrome.");
    await press(extension, page);
  } else await page.waitForFunction("tagged() > 0", POLL);
  const session = await page.createCDPSession();
  await session.send("Performance.enable");
  /** @type {Record<string, number>[]} */
  const samples = [];
  const end = Date.now() + minutes * 60_000;
  while (Date.now() < end) {
    await round(page);
    samples.push({
      ...(await inPage(session)),
      ...(background && { background: await heapOf(background) }),
    });
    if (process.stdout.isTTY) process.stdout.write(`\r${product}: ${samples.length} rounds`);
  }
  if (process.stdout.isTTY) process.stdout.write("\r");
  return report(product, samples);
}

/**
 * Presses the toolbar button until the page is marked: the welcome page opens at any time after the
 * start and may come to the front instead.
 * @param {import("puppeteer-core").Extension} extension
 * @param {import("puppeteer-core").Page} page
 */
async function press(extension, page) {
  for (let attempt = 0; attempt < 10; attempt++) {
    await page.bringToFront();
    await extension.triggerAction(page);
    const marked = page.waitForFunction("tagged() > 0", { ...POLL, timeout: 6000 });
    if (await marked.catch(() => undefined)) return;
  }
  throw new Failure("The extension marked nothing after ten presses of its button.");
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

/** Heap after a collection, nodes (also detached ones), listeners, and the memory of the wasm. */
async function inPage(/** @type {import("puppeteer-core").CDPSession} */ session) {
  const heap = await heapOf(session);
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (/** @type {string} */ name) =>
    metrics.find((one) => one.name === name)?.value ?? Number.NaN;
  return {
    heap,
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
    wasm: await wasmOf(session),
  };
}

async function heapOf(/** @type {import("puppeteer-core").CDPSession} */ session) {
  // Twice: what the first collection finalises, the second one frees.
  for (let i = 0; i < 2; i++) await session.send("HeapProfiler.collectGarbage");
  return (await session.send("Runtime.getHeapUsage")).usedSize;
}

/** The bytes of all wasm memories; 0 where the page has none. */
async function wasmOf(/** @type {import("puppeteer-core").CDPSession} */ session) {
  const { result } = await session.send("Runtime.evaluate", {
    expression: "WebAssembly.Memory.prototype",
  });
  const { objects } = await session.send("Runtime.queryObjects", {
    prototypeObjectId: /** @type {string} */ (result.objectId),
    objectGroup: "soak",
  });
  const sum = await session.send("Runtime.callFunctionOn", {
    objectId: /** @type {string} */ (objects.objectId),
    functionDeclaration:
      "function () { return this.reduce((sum, one) => sum + one.buffer.byteLength, 0) }",
    returnByValue: true,
  });
  await session.send("Runtime.releaseObjectGroup", { objectGroup: "soak" });
  return sum.result.value;
}

/**
 * @param {string} product
 * @param {Record<string, number>[]} samples
 */
function report(product, samples) {
  const rounds = samples.length;
  const growing = [];
  console.log(
    `${product}, Chromium: ${rounds} rounds, ${rounds * (BATCHES + 1) * BATCH} paragraphs`,
  );
  for (const name of Object.keys(samples[0] ?? {})) {
    const values = samples.map((sample) => /** @type {number} */ (sample[name]));
    const { first, last, slope } = trend(values);
    const bound = BOUNDS[/** @type {keyof typeof BOUNDS} */ (name)];
    const perThousand = Math.round(slope * 1000);
    const over = perThousand > bound;
    console.log(
      `  ${name.padEnd(11)} ${String(first).padStart(10)} → ${String(last).padStart(10)}` +
        `   ${String(perThousand).padStart(8)} per 1000 rounds, bound ${bound}${over ? "  !" : ""}`,
    );
    if (over) growing.push(`${name} of the ${product}`);
  }
  return growing;
}
