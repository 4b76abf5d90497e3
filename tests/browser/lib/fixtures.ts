/** Serves the page fixtures, the widget with the toy tagger, and the bundled fonts. */
import { readdirSync } from "node:fs";
import { after, before } from "node:test";
import type { Page } from "puppeteer-core";
import type { AttachOptions } from "../../../www/src/api/options.js";
import { type Site, script, site } from "./harness.js";

const FOLDER = "tests/fixtures/pages";

export const PAGES: readonly string[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".html"))
  .map((name) => name.slice(0, -".html".length));

/** Families of layouts, by the beginning of a fixture's name. Others are of the family “other”. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  papers: [
    "paper-",
    "daily",
    "boxes",
    "magazine",
    "photos",
    "described",
    "interview",
    "live",
    "digest",
    "columns",
  ],
  portals: ["portal", "word", "bare-lines", "notice", "tables"],
  wordpress: ["wp-", "wordpress"],
  systems: ["blog", "amp", "floats", "rtl"],
  apps: ["app-", "hashed"],
  translated: ["translated-", "english"],
  states: ["consent-", "state-", "hidden-", "shadow-", "no-article", "front", "login"],
  parts: ["parts-", "opening-", "lead-", "comments"],
  text: ["typed-", "inline-", "one-link", "begins-"],
  hostile: ["old-library", "form-fields", "columns-list", "hostile-"],
};

export function familyOf(name: string): string {
  let best = ["other", ""];
  for (const [family, beginnings] of Object.entries(FAMILIES)) {
    for (const one of beginnings) {
      if (name.startsWith(one) && one.length > best[1]!.length) best = [family, one];
    }
  }
  return best[0]!;
}

let served: Site;
before(async () => {
  const files = { "widget.js": await script("tests/browser/lib/expose.ts") };
  served = await site({ links: { pages: FOLDER, fonts: "node_modules/@fontsource" }, files });
});
after(() => served.close());

export const address = (path: string): string => new URL(path, served.url).href;

/** Default fonts that differ much in width and height; bundled, so that no font of the machine counts. */
export const FONTS = {
  "wide serif": "noto-serif",
  "condensed sans": "roboto-condensed",
  monospace: "jetbrains-mono",
} as const;

export type FontName = keyof typeof FONTS;

/** Replaces every font of the open page, and of the widget, by a bundled one, and waits until it is there. */
export async function setFont(page: Page, name: FontName): Promise<void> {
  const faces = ["latin", "vietnamese"].flatMap((subset) =>
    [400, 700].map((weight) => {
      const file = `/fonts/${FONTS[name]}/files/${FONTS[name]}-${subset}-${weight}-normal.woff2`;
      // The ranges need not be exact: of two faces for one character the later one is used.
      const range =
        subset === "latin"
          ? ""
          : "unicode-range:U+102-103,U+110-111,U+128-129,U+168-169,U+1A0-1B0,U+300-303,U+309,U+323,U+1EA0-1EF9;";
      return `@font-face{font-family:bundled;font-weight:${weight};src:url(${file});${range}}`;
    }),
  );
  const all = "*,::before,::after{font-family:bundled!important}:root{--themelight-font:bundled}";
  await page.addStyleTag({ content: faces.join("") + all });
  await page.evaluate(async () => {
    const fonts = [400, 700].map((weight) => document.fonts.load(`${weight} 16px bundled`, "aảđ"));
    const loaded = (await Promise.all(fonts)).flat();
    if (loaded.length !== 4) throw new Error(`expected 4 font faces, loaded ${loaded.length}`);
  });
}

/** Opens a fixture with the widget loaded but not attached. */
export async function open(page: Page, name: string, font?: FontName): Promise<void> {
  await page.goto(address(`pages/${name}.html`));
  // Removes the choices that an earlier test stored.
  await page.evaluate(() => localStorage.clear());
  await page.addScriptTag({ url: address("widget.js"), type: "module" });
  await page.waitForFunction("typeof attach === 'function'");
  if (font) await setFont(page, font);
}

/** Opens a fixture and waits until all of it is tagged and drawn. */
export async function attachTo(
  page: Page,
  name: string,
  options: AttachOptions = {},
  font?: FontName,
): Promise<void> {
  await open(page, name, font);
  await page.evaluate(async (given) => {
    globalThis.page = attach(toyTagger, given);
    await globalThis.page.done;
  }, options as object);
  await drawn(page);
}

/** Waits until everything that was asked for is on the screen. */
export const drawn = (page: Page): Promise<void> => page.evaluate(() => probes.frames());
