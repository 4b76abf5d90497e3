/**
 * Screenshots of the widget's states, in bundled fonts, beside kept ones. Anti-aliasing and hinting
 * differ between machines, so the brightness of blocks is compared, and a small part may differ.
 *
 * `KEEP_SCREENS=1` writes the kept ones again; look at them before a commit.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { PNG } from "pngjs";
import type { Page } from "puppeteer-core";
import { type BrowserName, browserTest } from "./lib/harness.js";
import { type State, show } from "./lib/states.js";

const BROWSERS: BrowserName[] = ["chromium", "firefox"];
const FOLDER = "tests/fixtures/screens";
/** Kept pictures are smaller by this factor. */
const SCALE = 4;
/** Pixels of a block's side, in the smaller picture. */
const BLOCK = 2;
/** The least difference of a block's mean that counts, of 255. */
const VISIBLE = 24;
/** The share of blocks that may differ visibly. */
const TOLERANCE = 0.006;

interface View {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly fixture: string;
  readonly states: readonly State[];
  /** Forced colours: black on white in Chromium, white on black in Firefox. */
  readonly forced?: boolean;
}

const VIEWS: readonly View[] = [
  {
    name: "wide",
    width: 1280,
    height: 720,
    fixture: "daily",
    states: ["closed", "open", "filter", "collapsed", "list", "options", "why", "report"],
  },
  { name: "dark", width: 1024, height: 640, fixture: "blog", states: ["open", "filter", "why"] },
  {
    name: "phone",
    width: 390,
    height: 844,
    fixture: "daily",
    states: ["open", "filter", "collapsed", "list", "options", "why"],
  },
  { name: "low", width: 320, height: 256, fixture: "daily", states: ["open", "options", "why"] },
  {
    name: "forced",
    width: 1024,
    height: 640,
    fixture: "daily",
    states: ["closed", "open", "filter", "why"],
    forced: true,
  },
];

/** Firefox takes forced colours at its start only. */
const FORCED = {
  "browser.display.document_color_use": 2,
  "browser.display.use_system_colors": false,
  "browser.display.background_color": "#000000",
  "browser.display.foreground_color": "#ffffff",
};

/** Returns the mean brightness of each block, row by row. */
function blocksOf({ width, height, data }: PNG): number[] {
  const blocks: number[] = [];
  for (let top = 0; top + BLOCK <= height; top += BLOCK) {
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      let sum = 0;
      for (let y = top; y < top + BLOCK; y++) {
        for (let x = left; x < left + BLOCK; x++) {
          const i = 4 * (y * width + x);
          sum += data[i]! + data[i + 1]! + data[i + 2]!;
        }
      }
      blocks.push(sum / (3 * BLOCK * BLOCK));
    }
  }
  return blocks;
}

/** Shrinks a picture and rounds its colours, which keeps the files small. */
function shrunk({ width, height, data }: PNG): PNG {
  const small = new PNG({ width: Math.floor(width / SCALE), height: Math.floor(height / SCALE) });
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (let i = 0; i < SCALE * SCALE; i++) {
          const [dx, dy] = [i % SCALE, Math.floor(i / SCALE)];
          sum += data[4 * ((SCALE * y + dy) * width + SCALE * x + dx) + channel]!;
        }
        const rounded = Math.min(255, Math.round(sum / (SCALE * SCALE) / 16) * 16);
        small.data[4 * (y * small.width + x) + channel] = rounded;
      }
    }
  }
  return small;
}

async function screenshot(page: Page): Promise<PNG> {
  const png = await page.screenshot({ captureBeyondViewport: false });
  return shrunk(PNG.sync.read(Buffer.from(png)));
}

function compare(name: string, now: PNG): void {
  const path = `${FOLDER}/${name}.png`;
  if (process.env.KEEP_SCREENS) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, PNG.sync.write(now, { colorType: 0 }));
    return;
  }
  assert.ok(existsSync(path), `${path} is missing: KEEP_SCREENS=1 writes it`);
  const kept = PNG.sync.read(readFileSync(path));
  assert.deepEqual([now.width, now.height], [kept.width, kept.height], name);
  const before = blocksOf(kept);
  const after = blocksOf(now);
  const differ = before.filter((mean, i) => Math.abs(mean - after[i]!) > VISIBLE).length;
  const share = differ / before.length;
  assert.ok(share <= TOLERANCE, `${name}: ${(share * 100).toFixed(1)} % looks different`);
}

for (const browser of BROWSERS) {
  for (const { name, width, height, fixture, states, forced } of VIEWS) {
    browserTest(
      browser,
      `the states look as they were kept: ${name}`,
      async (page) => {
        await page.setViewport({ width, height });
        if (forced && browser === "chromium") {
          const session = await page.createCDPSession();
          const features = [{ name: "forced-colors", value: "active" }];
          await session.send("Emulation.setEmulatedMedia", { features });
        }
        for (const state of states) {
          await show(page, fixture, state, "condensed sans");
          if (forced) assert.ok(await page.evaluate("matchMedia('(forced-colors)').matches"));
          compare(`${browser}-${name}-${state}`, await screenshot(page));
        }
      },
      forced && browser === "firefox" ? FORCED : {},
    );
  }
}
