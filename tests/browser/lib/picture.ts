/** Screenshots as pixels: what is on the screen, not what the style sheet says. */
import { PNG } from "pngjs";
import type { Page, ScreenshotClip } from "puppeteer-core";

export type Rgb = readonly [red: number, green: number, blue: number];

export interface Picture {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): Rgb;
}

/** Returns the pixels of a part of the window. */
export async function picture(page: Page, clip: ScreenshotClip): Promise<Picture> {
  const screenshot = await page.screenshot({ clip, captureBeyondViewport: false });
  const { width, height, data } = PNG.sync.read(Buffer.from(screenshot));
  const at = (x: number, y: number): Rgb => {
    const i = 4 * (y * width + x);
    return [data[i]!, data[i + 1]!, data[i + 2]!];
  };
  return { width, height, at };
}

/** Counts the pixels that pass. */
export function count({ width, height, at }: Picture, passes: (rgb: Rgb) => boolean): number {
  let found = 0;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (passes(at(x, y))) found++;
  return found;
}

export const isDark = ([r, g, b]: Rgb): boolean => r + g + b < 200;
