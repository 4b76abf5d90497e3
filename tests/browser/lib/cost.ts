/**
 * Counts what the widget costs on an article that a script makes long, and while it changes. Calls to
 * the DOM are counted instead of time, so the load of the machine does not matter.
 */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { open } from "./fixtures.js";

/** Twice the page may take this many times the work. */
const MOST_GROWTH = 2.3;

export const SENTENCE =
  "Sau sắp xếp, tỉnh còn 14 sở, giảm 5 đầu mối; 327 công chức dôi dư được giải quyết theo chế độ.";
export const ARTICLE = `<article><div class="article-content">${`<p>${SENTENCE}</p>`.repeat(6)}<div id="more"></div></div></article>`;

/** Opens an article with the counters and the widget loaded; `before` runs in the page first. */
export async function openArticle(page: Page, before = ""): Promise<void> {
  await open(page, "no-article");
  await page.evaluate((html) => {
    document.body.innerHTML = html;
  }, ARTICLE);
  await page.evaluate(`{ const more = document.getElementById("more"); ${before} }`);
  await page.evaluate(() => countWork());
}

interface Work {
  steps: number;
  most: number;
  paragraphs: number;
}

/** Runs a change in the page with the widget attached and gives the work until all is tagged. */
export async function workOf(page: Page, change: string): Promise<Work> {
  return (await page.evaluate(`(async () => {
    const more = document.getElementById("more");
    const settle = async () => {
      await probes.frames();
      await globalThis.page.done;
      await probes.frames();
    };
    await settle();
    work.clear();
    ${change};
    await settle();
    return { steps: work.steps, most: work.most, paragraphs: globalThis.page.paragraphs.length };
  })()`)) as Work;
}

/** The work of attaching to an article after a script has made it long. */
export async function loadWork(page: Page, before: string, options = {}): Promise<Work> {
  await openArticle(page, before);
  return (await page.evaluate(async (options) => {
    const { work } = globalThis as unknown as { work: Work & { clear(): void } };
    work.clear();
    globalThis.page = attach(toyTagger, options);
    await globalThis.page.done;
    return { steps: work.steps, most: work.most, paragraphs: globalThis.page.paragraphs.length };
  }, options)) as Work;
}

export async function changeWork(
  page: Page,
  before: string,
  change: string,
  options = {},
): Promise<Work> {
  await loadWork(page, before, options);
  return workOf(page, change);
}

export function assertLinear(small: Work, large: Work, what: string): void {
  const growth = large.steps / small.steps;
  assert.ok(growth <= MOST_GROWTH, `${what}: ${small.steps} steps, then ${large.steps}`);
}

export const paragraphs = (count: number): string =>
  `more.innerHTML = ${JSON.stringify(`<p>${SENTENCE}</p>`)}.repeat(${count});`;

/** A number of paragraphs, for both sizes of a page. */
export const N = 1000;
