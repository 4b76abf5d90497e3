/**
 * Escapes text for style sheets. Theme names, ids and colours come from model files, custom
 * properties from the page; none may end a string or a declaration. Does not use `CSS.escape`,
 * which a page can remove.
 */
import { doc } from "./native.js";

const escaped = (char: string): string => `\\${char.codePointAt(0)!.toString(16)} `;

/** Returns a quoted string; everything but plain text is escaped. */
export const cssString = (text: string): string =>
  `"${text.replace(/[^ \w.,:;()\u00a0-\u{10ffff}-]|\p{Cs}/gu, escaped)}"`;

/** Returns text that continues an identifier, after its first letter. */
export const cssIdentifier = (text: string): string => text.replace(/[^\w-]/gu, escaped);

/** For a theme without a valid colour. */
const GREY = "#808080";

/** Returns the colour of a model, which must be `#rrggbb`; else grey. */
export const themeColor = (color: string): string => (/^#[\da-f]{6}$/i.test(color) ? color : GREY);

/** Returns a colour of the page as the browser writes it; undefined for any other value. */
export function pageColor(value: string): string | undefined {
  const { style } = doc.createElement("i");
  style.color = value;
  // Browsers accept `var()` and `env()` with any content as colours.
  return /^(?!.*(?:url|var|env|attr)\()[\w\s#%.,/()+*-]+$/i.test(style.color)
    ? style.color
    : undefined;
}

/** Returns red, green and blue of a computed colour. */
export const channelsOf = (color: string): number[] =>
  (color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
