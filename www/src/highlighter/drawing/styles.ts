/**
 * The rules for the page that depend on the themes; the others are in `ui/page.css`. All are in a
 * cascade layer, so that any rule of the site wins.
 */
import { cssIdentifier, cssString } from "../../dom/css.js";
import type { Texts } from "../../i18n/index.js";
import type { ThemeStyle } from "../theme-style.js";

/**
 * @param long on long pages labels are not generated content and cue words have no line: drawing
 * either takes too long
 */
export function pageStyles(themes: readonly ThemeStyle[], t: Texts, long: boolean): string {
  const names = themes.map((_, i) => `var(--tl-${i})`).join("");
  const content = `[data-themelight]{--tl:${cssString(`${t.themesOf}: `)}${names}}`;
  const rules = themes.map(({ id, name, line, color }, i) => {
    const value = cssString(id);
    return (
      `[data-themelight~=${value}]{--tl-${i}:${cssString(`${name}. `)}}` +
      `[data-themelight^=${value}]{--tl-line:${line}}` +
      // Only in tagged blocks, so that the others are not styled again.
      `:is([data-themelight],[data-themelight] *)::highlight(themelight-${cssIdentifier(id)}){` +
      (long
        ? ""
        : `text-decoration:underline ${line} ${line === "double" ? "" : "2px"} ${color};`) +
      `background-color:color-mix(in srgb,${color} 12%,transparent)}`
    );
  });
  return layer(
    `[data-themelight]{${themes.map((_, i) => `--tl-${i}:"";`).join("")}}` +
      (long ? `@media print{${content}}` : content) +
      rules.join(""),
  );
}

/**
 * Returns the rule for faded text, which is in marked blocks only: a highlight for all elements
 * makes the browser style all of them again. Installed with the first filter.
 *
 * @param color of the article's text. Not currentColor: nested elements would fade again and again.
 */
export const fading = (color: string): string =>
  layer(
    `:is([data-themelight-faded],[data-themelight-faded] *)::highlight(themelight-faded){color:color-mix(in srgb,${color} 42%,transparent)}`,
  );

const layer = (rules: string): string => `@layer themelight{${rules}}`;
