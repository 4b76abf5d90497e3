/** Screenshots as pixels: what a reader's eye gets, not what the style sheet says. */
import { inflateSync } from "node:zlib";
import type { Page, ScreenshotClip } from "puppeteer-core";

export type Rgb = readonly [red: number, green: number, blue: number];

export interface Picture {
  readonly width: number;
  readonly height: number;
  at(x: number, y: number): Rgb;
}

/** The pixels of a part of the window. */
export async function picture(page: Page, clip: ScreenshotClip): Promise<Picture> {
  return decode(Buffer.from(await page.screenshot({ clip, captureBeyondViewport: false })));
}

/** How many of a picture's pixels pass. */
export function count({ width, height, at }: Picture, passes: (rgb: Rgb) => boolean): number {
  let found = 0;
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (passes(at(x, y))) found++;
  return found;
}

export const isDark = ([r, g, b]: Rgb): boolean => r + g + b < 200;

/** PNG as browsers write it: eight bits a channel, RGB or RGBA, not interlaced. */
function decode(png: Buffer): Picture {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT")
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const packed = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = packed[y * (stride + 1)]!;
    for (let i = 0; i < stride; i++) {
      const left = i >= channels ? rows[y * stride + i - channels]! : 0;
      const up = y ? rows[(y - 1) * stride + i]! : 0;
      const corner = y && i >= channels ? rows[(y - 1) * stride + i - channels]! : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      rows[y * stride + i] = packed[y * (stride + 1) + 1 + i]! + guess;
    }
  }
  const at = (x: number, y: number): Rgb => {
    const i = y * stride + x * channels;
    return [rows[i]!, rows[i + 1]!, rows[i + 2]!];
  };
  return { width, height, at };
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
