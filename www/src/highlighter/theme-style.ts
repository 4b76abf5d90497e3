/** How themes look: colour, line style and glyph, so that no two differ by colour alone. */
import type { PageTheme } from "../api/handle.js";
import { pageColor, themeColor } from "../dom/css.js";
import { doc } from "../dom/native.js";
import type { Theme } from "../engine/types.js";

export interface ThemeStyle extends PageTheme {
  /** The least probability with which the model gives the theme. */
  readonly threshold: number;
}

export const LINES = ["solid", "double", "dashed", "dotted"] as const;
/** With four line styles, the pairs repeat only after 28 themes. */
export const GLYPHS = ["●", "◆", "▲", "■", "★", "▼", "✚"];

export function stylesOf(themes: readonly Theme[], lang: string, dark: boolean): ThemeStyle[] {
  const site = getComputedStyle(doc.documentElement);
  return themes.map(({ id, name, threshold, color, colorDark }, i) => ({
    id,
    threshold,
    name: Object.hasOwn(name, lang) ? name[lang]! : (Object.values(name)[0] ?? id),
    line: LINES[i % LINES.length]!,
    glyph: GLYPHS[i % GLYPHS.length]!,
    color:
      pageColor(site.getPropertyValue(`--themelight-${id}`)) ??
      themeColor(dark ? colorDark : color),
  }));
}

/** True where the text is light, whatever the colour scheme. */
export function isDark(element: Element): boolean {
  const [r = 0, g = 0, b = 0] = (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(
    Number,
  );
  return (r * 299 + g * 587 + b * 114) / 1000 > 140;
}
