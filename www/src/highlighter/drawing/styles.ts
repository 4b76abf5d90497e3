/**
 * The rules for the page that depend on the themes; the others are in `ui/page.css`. All are in a
 * cascade layer, so that any rule of the site wins.
 */
import { channelsOf, cssIdentifier, cssString } from "../../dom/css.js";
import type { Texts } from "../../i18n/index.js";
import type { ThemeStyle } from "../theme-style.js";

/**
 * Cue words have a tint. The selected paragraph's are also underlined in the theme's line style:
 * underlines everywhere would look like links. Neither in print, where only some browsers show
 * highlights, and only those near the view.
 *
 * @param long on long pages labels are not generated content: drawing them takes too long
 */
export function pageStyles(themes: readonly ThemeStyle[], t: Texts, long: boolean): string {
  const names = themes.map((_, i) => `var(--tl-${i})`).join("");
  const content = `[data-themelight]{--tl:${cssString(`${t.themesOf}: `)}${names}}`;
  const rules = themes.map(({ id, name, line }, i) => {
    const value = cssString(id);
    return (
      `[data-themelight~=${value}]{--tl-${i}:${cssString(`${name}. `)}}` +
      `[data-themelight^=${value}]{--tl-line:${line}}`
    );
  });
  // Only in blocks with painted cues: browsers compute a style for each highlight of an element.
  const words = (prefix: string, style: (theme: ThemeStyle) => string) =>
    themes
      .map(
        (theme) =>
          `${within(CUED)}::highlight(${prefix}${cssIdentifier(theme.id)}){${style(theme)}}`,
      )
      .join("");
  const tint = ({ color }: ThemeStyle) =>
    `background-color:color-mix(in srgb,${color} 12%,transparent)`;
  const strong = (theme: ThemeStyle) =>
    `${tint(theme)};text-decoration:underline ${theme.line} ` +
    `${theme.line === "double" ? "" : "2px"} ${theme.color}`;
  return layer(
    `[data-themelight]{${themes.map((_, i) => `--tl-${i}:"";`).join("")}}` +
      (long ? `@media print{${content}}` : content) +
      rules.join("") +
      `@media screen{${words(CUES, tint)}${words(WHY, strong)}}`,
  );
}

/** On blocks with faded text. */
export const FADED = "data-themelight-faded";
/** On blocks in which cue words are painted. */
export const CUED = "data-themelight-cues";
/** The names of highlights: of cue words, and of the selected paragraph's. */
export const CUES = "themelight-";
export const WHY = "themelight_why-";

/** The least contrast of faded text. */
const LEAST_CONTRAST = 4.5;

/**
 * Returns the rules for what the filter does not keep. Faded text is in marked blocks only: a
 * highlight for all elements makes the browser style all of them again. Installed with the first
 * filter.
 *
 * @param color of the article's text. Not currentColor: nested elements would fade again and again.
 * @param background behind the text
 */
export const fading = (color: string, background: string): string =>
  layer(
    // Paper shows the whole article.
    `@media not print{${within(FADED)}::highlight(themelight-faded){color:${fadedColor(color, background)};background-color:transparent}` +
      // Important, since a rule of the site would win over a layer.
      "[data-themelight-rest=faded]{opacity:.5}" +
      "[data-themelight-rest=grey]{color:GrayText!important}" +
      "[data-themelight-rest=hidden]{display:none!important}" +
      "[data-themelight-rest=line]{display:block!important;visibility:hidden!important;" +
      "box-sizing:border-box!important;height:32px!important;min-height:0!important;" +
      "padding:0!important;overflow:hidden!important}}",
  );

/**
 * Mixes a text colour with its background as far as the contrast allows; a little only where a
 * colour is not sRGB.
 */
export function fadedColor(color: string, background: string): string {
  if (![color, background].every((one) => one.startsWith("rgb")))
    return `color-mix(in srgb,${color} 80%,${background})`;
  const [text, behind] = [channelsOf(color), channelsOf(background)];
  for (let share = 0.45; share < 1; share += 0.05) {
    const mixed = text.map((value, i) => Math.round(value * share + behind[i]! * (1 - share)));
    if (contrast(mixed, behind) >= LEAST_CONTRAST) return `rgb(${mixed})`;
  }
  return color;
}

/** Returns the contrast ratio of WCAG 2, 1 to 21. */
function contrast(one: readonly number[], other: readonly number[]): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(rgb: readonly number[]): number {
  const [r, g, b] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** Selects elements with an attribute, and what is in them. */
const within = (attribute: string): string => `:is([${attribute}],[${attribute}] *)`;

const layer = (rules: string): string => `@layer themelight{${rules}}`;
