// Measures pages that are long, grow or change all the time.
import { callbacks, FRAMES, heapSize, inPage, longestTask, taskClock, traced } from "./visit.mjs";

const SENTENCE =
  "Sau sắp xếp, tỉnh còn 14 sở, giảm 5 đầu mối; 327 công chức dôi dư được giải quyết theo chế độ.";

const OPEN = `(async () => { globalThis.handle = await themelight.attach(); await handle.done; await handle.drawn; })()`;
const SETTLE = `(async () => { await (${FRAMES})(); await handle.done; await handle.drawn; await (${FRAMES})(); })()`;

/** Adds paragraphs to the article, in chunks of one task each. */
const append = (count, chunk) => `(async () => {
  const article = document.querySelector("article");
  const add = (count, from) => {
    const part = document.createDocumentFragment();
    for (let i = 0; i < count; i++) {
      const one = document.createElement("p");
      one.textContent = (from + i) + ". ${SENTENCE}";
      part.append(one);
    }
    article.append(part);
  };
  for (let from = 0; from < ${count}; from += ${chunk}) {
    add(${chunk}, from);
    await (${FRAMES})(1);
  }
})()`;

/** Processor time of all tasks, and of the longest one, while paragraphs are added. */
export function appended(browser, url, count, chunk, kind = "with") {
  return inPage(browser, {}, async (page) => {
    await page.goto(`${url}12-${kind}.html`);
    if (kind === "with") await page.evaluate(OPEN);
    const clock = await taskClock(page);
    const before = await clock();
    const start = performance.now();
    const events = await traced(page, async () => {
      await page.evaluate(append(count, chunk));
      if (kind === "with") await page.evaluate(SETTLE);
      else await page.evaluate(`(${FRAMES})(3)`);
    });
    return {
      elapsed: performance.now() - start,
      work: (await clock()) - before,
      longest: longestTask(events),
    };
  });
}

/** Adds sections of `chunk` paragraphs to the article, as pages that scroll without an end do. */
const addSections = (from, to, chunk) => `(async () => {
  const article = document.querySelector("article");
  for (let from = ${from}; from < ${to}; from += ${chunk}) {
    const section = document.createElement("section");
    for (let i = from; i < from + ${chunk}; i++) {
      const one = document.createElement("p");
      one.textContent = i + ". ${SENTENCE}";
      section.append(one);
    }
    article.append(section);
    await (${FRAMES})(1);
  }
})()`;

/**
 * Processor time in microseconds, that of scripts, and bytes of objects, for each paragraph of a page
 * that grows and grows: once for each part of it. Scripts apart, because each frame of a longer page
 * takes the browser longer, with and without the embed.
 */
export function endless(browser, url, parts, paragraphs, kind = "with") {
  return inPage(browser, {}, async (page) => {
    await page.goto(`${url}12-${kind}.html`);
    if (kind === "with") await page.evaluate(OPEN);
    const clock = await taskClock(page);
    const scriptClock = await taskClock(page, "ScriptDuration");
    const found = [];
    for (let part = 0; part < parts; part++) {
      const before = {
        heap: await heapSize(page),
        work: await clock(),
        script: await scriptClock(),
      };
      await page.evaluate(addSections(part * paragraphs, (part + 1) * paragraphs, 200));
      await page.evaluate(kind === "with" ? SETTLE : `(${FRAMES})(3)`);
      const work = (await clock()) - before.work;
      const script = (await scriptClock()) - before.script;
      const heap = (await heapSize(page)) - before.heap;
      found.push({
        work: (work * 1000) / paragraphs,
        script: (script * 1000) / paragraphs,
        bytes: heap / paragraphs,
      });
    }
    return found;
  });
}

/** A page of very many text nodes beside an article: the time to the first tag, the longest task. */
export function manyNodes(browser, url, nodes) {
  return inPage(browser, {}, async (page) => {
    await page.goto(`${url}12-without.html`);
    await page.evaluate(`{
      const part = document.createElement("div");
      for (let i = 0; i < ${nodes} / 10; i++) {
        const one = document.createElement("p");
        for (let j = 0; j < 10; j++) one.append("chữ " + j + " ");
        part.append(one);
      }
      document.body.append(part);
    }`);
    await page.evaluate(`(${FRAMES})(3)`);
    let first;
    const events = await traced(page, async () => {
      first = await page.evaluate(`(async () => {
        const script = document.createElement("script");
        script.src = "/embed/themelight.js";
        script.dataset.auto = "false";
        document.head.append(script);
        await new Promise((resolve) => { script.onload = resolve; });
        const start = performance.now();
        const handle = await themelight.attach();
        await handle.ready;
        return performance.now() - start;
      })()`);
    });
    return { first, longest: longestTask(events) };
  });
}

const SHADOW = `document.querySelector("themelight-ui").shadowRoot`;
const click = (selector) => `${SHADOW}.querySelector('${selector}').click()`;

/** What a reader can do, as expressions. */
const ACTIONS = {
  nothing: "0",
  "open the legend": click("[part~=pill]"),
  filter: click("[part~=row]"),
  "un-filter": click("[part~=row]"),
  jump: `handle.select(7000)`,
  why: click('[data-panel="why"]'),
  list: click('[data-panel="list"]'),
  confidence: `{ const range = ${SHADOW}.querySelector("input[type=range]"); range.value = "80"; range.dispatchEvent(new Event("input")); }`,
  hide: click('[part~="options"] input[type=checkbox]'),
  show: click('[part~="options"] input[type=checkbox]'),
  edit: `document.querySelector("article p:nth-of-type(7010)").firstChild.data += " Thêm."`,
};

/** Processor time of all tasks from each action to the second frame after it, on a page of 10,000. */
export function interactions(browser, url) {
  return inPage(browser, {}, async (page) => {
    await page.goto(`${url}10000-with.html`);
    await page.evaluate(OPEN);
    await page.evaluate(`new Promise((resolve) => setTimeout(resolve, 3000))`);
    const clock = await taskClock(page);
    const found = {};
    for (const [name, action] of Object.entries(ACTIONS)) {
      const before = await clock();
      const elapsed = await page.evaluate(`(async () => {
        const start = performance.now(); ${action}; await (${FRAMES})(1); return performance.now() - start; })()`);
      found[name] = { elapsed, work: (await clock()) - before };
      await page.evaluate(SETTLE);
      await page.evaluate(`new Promise((resolve) => setTimeout(resolve, 500))`);
    }
    return found;
  });
}

/** Callbacks in a time without input after the last mark. */
export function idle(browser, url, seconds) {
  return inPage(browser, {}, async (page) => {
    await page.goto(`${url}200-with.html`);
    await page.evaluate(OPEN);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const events = await traced(
      page,
      () => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
    );
    // The call that began the trace is one.
    return callbacks(events);
  });
}

/** Processor time of all tasks for each frame of a scroll, in milliseconds. */
export function scrolling(browser, url, kind, frames = 240) {
  return inPage(browser, {}, async (page) => {
    await page.goto(`${url}2000-${kind}.html`);
    if (kind === "with") await page.evaluate(OPEN);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const clock = await taskClock(page);
    const before = await clock();
    await page.evaluate(`(async () => {
      for (let i = 0; i < ${frames}; i++) { scrollBy(0, 40); await (${FRAMES})(1); }
    })()`);
    return ((await clock()) - before) / frames;
  });
}

/** The share of the main thread's time that changes beside the article cost. */
export function storm(browser, url, kind, frames = 240) {
  return inPage(browser, {}, async (page) => {
    await page.goto(`${url}200-${kind}.html`);
    if (kind === "with") await page.evaluate(OPEN);
    const clock = await taskClock(page);
    const before = await clock();
    const start = performance.now();
    await page.evaluate(`(async () => {
      const box = document.createElement("div");
      document.body.append(box);
      for (let i = 0; i < ${frames}; i++) {
        box.replaceChildren();
        for (let j = 0; j < 40; j++) {
          const one = document.createElement("span");
          one.textContent = "giá " + i + " " + j;
          box.append(one);
        }
        await (${FRAMES})(1);
      }
    })()`);
    return ((await clock()) - before) / (performance.now() - start);
  });
}
