/**
 * Writes foreign text into style sheets. Theme names, ids and colours come from model files, custom
 * properties from the page; none of them may end a string or a declaration early. Nothing here
 * depends on `CSS.escape`, which a page can remove.
 */
import { doc } from "./native.js";

const escaped = (char: string): string => `\\${char.codePointAt(0)!.toString(16)} `;

/** A quoted string. Whatever is not plain text, line ends and control characters above all, is escaped. */
export const cssString = (text: string): string =>
  `"${text.replace(/[^ \w.,:;()\u00a0-\u{10ffff}-]|\p{Cs}/gu, escaped)}"`;

/** Text that continues an identifier, after a letter. */
export const cssIdentifier = (text: string): string => text.replace(/[^\w-]/gu, escaped);

/** Used for a theme whose colour is none. */
const GREY = "#808080";

/** A colour of a model: `#rrggbb`. */
export const themeColor = (color: string): string => (/^#[\da-f]{6}$/i.test(color) ? color : GREY);

/** A colour that the page's own style names, as the browser writes it; nothing for any other value. */
export function pageColor(value: string): string | undefined {
  const { style } = doc.createElement("i");
  style.color = value;
  // `var()` and `env()` pass as colours with anything in them.
  return /^(?!.*(?:url|var|env|attr)\()[\w\s#%.,/()+*-]+$/i.test(style.color) ? style.color : undefined;
}
