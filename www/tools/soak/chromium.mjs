// Chromium for `npm run soak`: memory by the devtools protocol.
import { findBrowser, missingBrowser } from "../browsers/find.mjs";
import { CHROMIUM_ARGS } from "../browsers/launch.mjs";
import { Failure, inRoot } from "../run.mjs";
import { POLL } from "./trend.mjs";

/**
 * Starts Chromium with a page that the embed or the extension has marked.
 * @param {string} product
 * @param {string} url
 * @returns {Promise<import("../soak.mjs").Running>}
 */
export async function startChromium(product, url) {
  const executablePath = findBrowser("chromium");
  if (!executablePath) throw new Failure(missingBrowser("chromium"));
  const { default: puppeteer } = await import("puppeteer-core");
  const browser = await puppeteer.launch({
    executablePath,
    pipe: true,
    // Chromium's sandbox does not work for root, as in a container.
    args: [...CHROMIUM_ARGS, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
    ...(product === "extension" && { enableExtensions: [inRoot("dist/extension/chrome")] }),
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(url);
    /** @type {import("puppeteer-core").CDPSession | undefined} */
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
    const sample = async () => ({
      ...(await inPage(session)),
      ...(background && { background: await heapOf(background) }),
    });
    return { page, sample, close: () => browser.close() };
  } catch (error) {
    await browser.close();
    throw error;
  }
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
