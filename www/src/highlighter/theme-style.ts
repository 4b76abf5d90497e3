/** How themes look: colour, line style and glyph, so that no two differ by colour alone. */
import type { PageTheme } from "../api/handle.js";
import { channelsOf, pageColor, themeColor } from "../dom/css.js";
import { parentOf } from "../dom/element.js";
import { bare, doc } from "../dom/native.js";
import type { Theme } from "../engine/types.js";

export interface ThemeStyle extends PageTheme {
  /** The least probability with which the model gives the theme. */
  readonly threshold: number;
  /** A shorter name for the margin, if the model has one. */
  readonly short?: string | undefined;
}

export const LINES = ["solid", "double", "dashed", "dotted"] as const;
/** With four line styles, the pairs repeat only after 28 themes. */
export const GLYPHS = ["●", "◆", "▲", "■", "★", "▼", "✚"];

export function stylesOf(themes: readonly Theme[], lang: string, dark: boolean): ThemeStyle[] {
  const site = getComputedStyle(doc.documentElement);
  return themes.map(({ id, name, threshold, color, colorDark }, i) => ({
    id,
    threshold,
    ...namesOf(id, name, lang),
    line: LINES[i % LINES.length]!,
    glyph: GLYPHS[i % GLYPHS.length]!,
    color:
      pageColor(site.getPropertyValue(`--themelight-${id}`)) ??
      themeColor(dark ? colorDark : color),
  }));
}

/**
 * Returns the names of a theme. A model may have a short one too, under a language tag such as
 * `vi-x-short`.
 */
function namesOf(
  id: string,
  names: Theme["name"],
  lang: string,
): Pick<ThemeStyle, "name" | "short"> {
  const of = (tag: string) => (Object.hasOwn(names, tag) ? names[tag] : undefined);
  const name = of(lang) ?? Object.values(names)[0] ?? id;
  return { name, short: of(`${lang}-x-short`) };
}

/** Returns the first colour behind an element that is not transparent, as the browser writes it. */
export function backgroundOf(element: Element, dark: boolean): string {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const { backgroundColor } = getComputedStyle(at);
    if (!/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor)) return backgroundColor;
  }
  return dark ? "rgb(0, 0, 0)" : "rgb(255, 255, 255)";
}

/** True where the text is light, whatever the colour scheme. */
export function isDark(element: Element): boolean {
  const [r = 0, g = 0, b = 0] = channelsOf(getComputedStyle(element).color);
  return (r * 299 + g * 587 + b * 114) / 1000 > 140;
}

/** Calls `changed` when the colour scheme, or the use of forced colours, changes. */
export function watchColors(changed: () => void, signal: AbortSignal): void {
  for (const feature of ["prefers-color-scheme: dark", "forced-colors: active"]) {
    globalThis.matchMedia?.(`(${feature})`).addEventListener("change", changed, bare({ signal }));
  }
}
