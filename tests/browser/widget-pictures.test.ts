// The pixels of screen and print: dark pages, forced colours, more contrast, less motion.
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { attachTo, drawn } from "./lib/fixtures.js";
import { browserTest } from "./lib/harness.js";
import { count, isDark, type Picture, picture, type Rgb } from "./lib/picture.js";

const VIEW = { width: 1366, height: 900 };

/** Attaches under emulated media features, in a bundled font, and waits until all is drawn. */
async function show(
  page: Page,
  name: string,
  features: Record<string, string> = {},
): Promise<void> {
  await page.setViewport(VIEW);
  const session = await page.createCDPSession();
  const list = Object.entries(features).map(([feature, value]) => ({ name: feature, value }));
  await session.send("Emulation.setEmulatedMedia", { features: list });
  await attachTo(page, name, { legend: "open" }, "condensed sans");
  await drawn(page);
}

/** Returns the pixels of a part of the first mark in view, with `around` pixels on each side. */
async function pictureOf(page: Page, part: string, around = 0): Promise<Picture> {
  const box = await page.evaluate((selector) => {
    const parts = [...globalThis.page.shadow.querySelectorAll(selector)];
    const { x, y, width, height } = parts
      .map((one) => one.getBoundingClientRect())
      .find(({ top, bottom, width }) => top > 0 && bottom < innerHeight && width)!;
    return { x, y, width, height };
  }, part);
  return picture(page, {
    x: Math.floor(box.x) - around,
    y: Math.floor(box.y) - around,
    width: Math.ceil(box.width) + 2 * around,
    height: Math.ceil(box.height) + 2 * around,
  });
}

/** Counts the columns of a bar's picture in which a third of the pixels pass. */
const columns = (bar: Picture, passes: (rgb: Rgb) => boolean): number =>
  Array.from({ length: bar.width }, (_, x) =>
    Array.from({ length: bar.height }, (_, y) => bar.at(x, y)).filter(passes),
  ).filter((found) => found.length > bar.height / 3).length;

const near =
  (wanted: Rgb) =>
  (rgb: Rgb): boolean =>
    rgb.every((value, i) => Math.abs(value - wanted[i]!) < 40);

browserTest(
  "chromium",
  "a bar is three pixels of its theme's colour, on light and on dark pages",
  async (page) => {
    await show(page, "daily");
    assert.equal(columns(await pictureOf(page, ".bar", 4), near([0x1f, 0x5f, 0xbf])), 3);
    await show(page, "blog", { "prefers-color-scheme": "dark" });
    const color = await page.evaluate(() => {
      const { page } = globalThis;
      return page.themesOf(page.shown[0]!)[0]!.theme.color;
    });
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
    assert.ok(columns(await pictureOf(page, ".bar", 4), near([r!, g!, b!])) >= 1, color);
  },
);

browserTest(
  "chromium",
  "in forced colours, bar, label and pressed row are visible",
  async (page) => {
    await show(page, "daily", { "forced-colors": "active" });
    assert.equal(columns(await pictureOf(page, ".bar", 4), isDark), 3);
    assert.ok(count(await pictureOf(page, ".label"), isDark) > 100, "the label's letters");
    const before = count(await pictureOf(page, ".row", 3), isDark);
    await page.evaluate(() => globalThis.page.shadow.querySelector<HTMLElement>(".row")!.click());
    await drawn(page);
    const row = await pictureOf(page, ".row", 3);
    const outline = 4 * (row.width + row.height);
    const other = count(row, (rgb) => !isDark(rgb) && !near([255, 255, 255])(rgb));
    assert.ok(count(row, isDark) - before + other > outline / 2, "an outline of two pixels");
  },
);

browserTest("chromium", "with more contrast, the bar is four pixels wide", async (page) => {
  await show(page, "daily", { "prefers-contrast": "more" });
  assert.equal(columns(await pictureOf(page, ".bar", 4), near([0x1f, 0x5f, 0xbf])), 4);
});

browserTest(
  "chromium",
  "with less motion, a filter shows at once, without animation",
  async (page) => {
    await show(page, "daily", { "prefers-reduced-motion": "reduce" });
    await page.evaluate(() => globalThis.page.filter(["digital"]));
    await drawn(page);
    const running = await page.evaluate(
      () => [...document.getAnimations(), ...globalThis.page.shadow.getAnimations()].length,
    );
    assert.equal(running, 0);
    const now = await page.screenshot();
    await drawn(page);
    assert.ok(Buffer.from(now).equals(Buffer.from(await page.screenshot())), "two equal pictures");
  },
);

browserTest(
  "chromium",
  "in print: a black bar, the names of the themes, no legend",
  async (page) => {
    await show(page, "daily");
    await page.emulateMediaType("print");
    const boxes = await page.evaluate(() => {
      const { element } = globalThis.page.paragraphs[globalThis.page.shown[0]!]!;
      element.scrollIntoView({ block: "center" });
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    });
    // The border is eleven pixels outside the text.
    const bar = await picture(page, {
      x: Math.floor(boxes.x) - 4,
      y: Math.floor(boxes.y) + 2,
      width: 12,
      height: 30,
    });
    assert.equal(columns(bar, isDark), 3);
    const firstLine = {
      x: boxes.x + 8,
      y: boxes.y,
      width: 300,
      height: Math.min(24, boxes.height),
    };
    const labelled = await picture(page, firstLine);
    const corner = await picture(page, {
      x: VIEW.width - 300,
      y: VIEW.height - 120,
      width: 290,
      height: 110,
    });
    assert.equal(count(corner, isDark), 0, "no legend");
    await page.evaluate(() => globalThis.page.destroy());
    const bare = await picture(page, firstLine);
    let changed = 0;
    for (let y = 0; y < bare.height; y++)
      for (let x = 0; x < bare.width; x++)
        if (isDark(bare.at(x, y)) !== isDark(labelled.at(x, y))) changed++;
    assert.ok(changed > 200, `${changed} pixels of the first line show the theme`);
  },
);
