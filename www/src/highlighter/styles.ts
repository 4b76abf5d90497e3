/**
 * The rules the page itself gets, as far as they depend on the themes; the others stand in `ui/page.css`. They live in
 * a cascade layer, so any rule of the site wins over them.
 */
import { cssIdentifier, cssString } from "../dom/css.js";
import type { Texts } from "../i18n/index.js";
import type { Look } from "./palette.js";

/** On long pages no label is spoken by generated content, and cue words have no line: drawing either takes too long. */
export function pageStyles(looks: readonly Look[], t: Texts, long: boolean): string {
  const names = looks.map((_, i) => `var(--tl-${i})`).join("");
  const content = `[data-themelight]{--tl:${cssString(`${t.themesOf}: `)}${names}}`;
  const rules = looks.map(({ theme, name, line, color }, i) => {
    const id = cssString(theme.id);
    return (
      `[data-themelight~=${id}]{--tl-${i}:${cssString(`${name}. `)}}[data-themelight^=${id}]{--tl-line:${line}}` +
      // Only inside tagged blocks, which spares the others a new style.
      `:is([data-themelight],[data-themelight] *)::highlight(themelight-${cssIdentifier(theme.id)}){` +
      (long ? "" : `text-decoration:underline ${line} ${line === "double" ? "" : "2px"} ${color};`) +
      `background-color:color-mix(in srgb,${color} 12%,transparent)}`
    );
  });
  return layer(
    `[data-themelight]{${looks.map((_, i) => `--tl-${i}:"";`).join("")}}` +
      (long ? `@media print{${content}}` : content) +
      rules.join(""),
  );
}

/** Comes with the first filter, since a highlight that any element may have makes the browser style them all anew. */
export const fading = (color: string): string =>
  // The article's own colour, not currentColor: each element would mix again what it inherits, down to nothing.
  layer(`::highlight(themelight-faded){color:color-mix(in srgb,${color} 42%,transparent)}`);

const layer = (rules: string): string => `@layer themelight{${rules}}`;
