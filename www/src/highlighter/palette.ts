/** What tells a theme apart besides its name: colour, line style, glyph. Never colour alone. */
import { pageColor, themeColor } from "../dom/css.js";
import { doc } from "../dom/native.js";
import type { Theme } from "../engine/index.js";

export interface Look {
  readonly theme: Theme;
  readonly name: string;
  /** How its bar and its underlines are drawn, as CSS names the style. */
  readonly line: "solid" | "double" | "dashed" | "dotted";
  readonly glyph: string;
  /** CSS colour on the page as it is now, light or dark; the site's `--themelight-<id>` goes first. */
  readonly color: string;
}

export const LINES = ["solid", "double", "dashed", "dotted"] as const;
/** As many glyphs as one page needs; with four line styles the pairs repeat only after 28 themes. */
export const GLYPHS = ["●", "◆", "▲", "■", "★", "▼", "✚"];

export function looksOf(themes: readonly Theme[], lang: string, dark: boolean): Look[] {
  const site = getComputedStyle(doc.documentElement);
  return themes.map((theme, i) => ({
    theme,
    name: Object.hasOwn(theme.name, lang) ? theme.name[lang]! : (Object.values(theme.name)[0] ?? theme.id),
    line: LINES[i % LINES.length]!,
    glyph: GLYPHS[i % GLYPHS.length]!,
    color:
      pageColor(site.getPropertyValue(`--themelight-${theme.id}`)) ??
      themeColor(dark ? theme.colorDark : theme.color),
  }));
}

/** Light text means a dark page, whatever the colour scheme says. */
export function isDark(element: Element): boolean {
  const [r = 0, g = 0, b = 0] = (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(Number);
  return (r * 299 + g * 587 + b * 114) / 1000 > 140;
}
