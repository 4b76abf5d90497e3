// Measures wasm in Chromium: throughput interleaved in one page, each cold start in a new page.
import { writeFileSync } from "node:fs";
import { launch } from "../../../www/tools/browsers/launch.mjs";
import { serve } from "../../../www/tools/browsers/serve.mjs";
import { median } from "../systems/measure.js";
import { site } from "./systems.mjs";

const BLANK = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>bench</title>";
const READ = `const read = async (name) => (await fetch("/" + name)).arrayBuffer();
      read.address = (name) => new URL("/" + name, location);`;

/** Isolated pages have a clock resolution of 5 µs; other pages have 100 µs. */
const ISOLATED = {
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

/** Milliseconds until a new window no longer loads the browser's own interface. */
const SETTLED = 800;

/** Calls `use` with a browser and the address of a site with all systems. */
async function inChromium(texts, use) {
  writeFileSync(site("index.html"), BLANK);
  writeFileSync(site("texts.json"), JSON.stringify(texts));
  const { url, close } = await serve(site(), { port: 0, headers: ISOLATED });
  const browser = await launch("chromium");
  try {
    return await use(browser, url);
  } finally {
    await browser.close();
    await close();
  }
}

/** Returns the milliseconds for all texts, for each system and round. */
export function throughput(names, texts, rounds) {
  return inChromium(texts, async (browser, url) => {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(url);
    return page.evaluate(`(async () => {
      ${READ}
      const { interleave } = await import("/systems/measure.js");
      const texts = await (await fetch("/texts.json")).json();
      const systems = {};
      for (const name of ${JSON.stringify(names)}) systems[name] = await (await import("/systems/" + name + ".js")).load(read);
      return interleave(systems, texts, ${rounds});
    })()`);
  });
}

/**
 * Returns medians of milliseconds: from the request of the script until ready, and for the first
 * texts.
 */
export function coldStart(names, texts, rounds) {
  return inChromium(texts, async (browser, url) => {
    const found = Object.fromEntries(names.map((name) => [name, { ready: [], first: [] }]));
    for (let round = 0; round < rounds; round++) {
      for (const name of names) {
        // A new context has no cached files and no compiled code.
        const context = await browser.createBrowserContext();
        const page = await context.newPage();
        await page.goto(url);
        await new Promise((resolve) => setTimeout(resolve, SETTLED));
        const [ready, first] = await page.evaluate(`(async () => {
          ${READ}
          const texts = await (await fetch("/texts.json")).json();
          const start = performance.now();
          const tag = await (await import("/systems/${name}.js")).load(read);
          const ready = performance.now();
          tag(texts);
          return [ready - start, performance.now() - ready];
        })()`);
        found[name].ready.push(ready);
        found[name].first.push(first);
        await context.close();
      }
    }
    return Object.fromEntries(
      names.map((name) => [
        name,
        { ready: median(found[name].ready), first: median(found[name].first) },
      ]),
    );
  });
}

/** Returns the milliseconds for each way to copy texts into wasm memory, for each round. */
export function crossing(texts, rounds) {
  return inChromium(texts, async (browser, url) => {
    const page = await browser.newPage();
    await page.goto(url);
    return page.evaluate(`(async () => {
      const { crossing } = await import("/systems/measure.js");
      return crossing(await (await fetch("/texts.json")).json(), ${rounds});
    })()`);
  });
}
