/** Serves the studio to a test file, with a folder for the files that the test gives to it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import { type Site, site } from "./harness.js";
import { press } from "./studio.js";

const PAGES = { vi: "studio/", en: "studio/en.html" } as const;

/** The words on the buttons. */
export const WORDS = {
  vi: {
    sample: "Dùng dữ liệu mẫu",
    use: "Dùng 131 ví dụ này",
    train: "Huấn luyện",
    pack: "Tải gói mô hình",
    packFile: "du-lieu-mau.themelight",
  },
  en: {
    sample: "Try with sample data",
    use: "Use these 200 examples",
    train: "Train",
    pack: "Download the model pack",
    packFile: "sample-data.themelight",
  },
} as const;

let studio: Site;
let folder: string;
before(async () => {
  studio = await site("dist/site");
  folder = mkdtempSync(join(tmpdir(), "themelight-studio-"));
});
after(async () => {
  await studio.close();
  rmSync(folder, { recursive: true });
});

/** Returns the address of the studio in a language. */
export const address = (lang: keyof typeof PAGES) => new URL(PAGES[lang], studio.url).href;

/** Writes a file for the test to give to the studio; returns its path. */
export const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** Goes from the empty page to a trained model of the sample data. */
export async function trainSample(page: Page, lang: keyof typeof PAGES): Promise<void> {
  const words = WORDS[lang];
  await press(page, words.sample);
  await press(page, words.use);
  await press(page, words.train);
  await page.waitForSelector(".try [data-themelight]");
}
