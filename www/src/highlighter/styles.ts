/**
 * The few rules the page itself gets. They live in a cascade layer, so any rule of the site wins over them.
 *
 * - The name of a paragraph's themes stands before its text for screen readers: generated content, out of flow and
 *   clipped, because nothing may be added to the site's elements. (`aria-description` would do, but several readers
 *   pass over it on a paragraph. Very long pages get it all the same: see `Attributes`.) Fixed rather than absolute:
 *   an absolute box would stretch the page where the text scrolls in a pane of its own.
 * - Cue words and fading are custom highlights; they change paint, never layout.
 * - On paper the overlay is gone: the label is printed before the paragraph and the bar becomes its border.
 */
import { texts } from "../i18n/index.js";
import type { Look } from "./palette.js";

const UNSEEN =
  "position:fixed;width:1px;height:1px;margin:0;padding:0;border:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap;";
const PRINTED = "font:bold 8pt sans-serif;color:#000;";

export function pageStyles(looks: readonly Look[], lang: string, spoken: boolean): string {
  const names = looks.map((_, i) => `var(--tl-${i},"")`).join(" ");
  const content = `content:${str(`${texts(lang).themesOf}: `)} ${names}`;
  const none = looks.map((_, i) => `--tl-${i}:"";`).join("");
  return `@layer themelight{
[data-themelight]{${none}}
${looks.map(({ theme, name }, i) => `[data-themelight~=${str(theme.id)}]{--tl-${i}:${str(`${name}. `)}}`).join("\n")}
${spoken ? `@media not print{${named(UNSEEN + content)}}` : ""}
@media print{
:where([data-themelight]:not([data-themelight=""])){border-inline-start:3px solid #000;padding-inline-start:8px;margin-inline-start:-11px}
${looks.map(({ theme, line }) => `[data-themelight^=${str(theme.id)}]{border-inline-start-style:${line}}`).join("\n")}
${named(PRINTED + content)}
}
${looks.map(cue).join("\n")}
}`;
}

/** Comes with the first filter, since a highlight that any element may have makes the browser style them all anew. */
export const fading = (color: string): string =>
  // The article's own colour, not currentColor: each element would mix again what it inherits, down to nothing.
  `@layer themelight{::highlight(themelight-faded){color:color-mix(in srgb,${color} 42%,transparent)}}`;

/** Generated content goes before the text; after it where the site's own style uses the place before (list bullets). */
const named = (rules: string): string =>
  `[data-themelight]:not([data-themelight=""],[data-themelight-after])::before,[data-themelight-after]::after{${rules}}`;

/** Only inside tagged blocks, which spares the others a new style. */
const cued = (id: string): string =>
  `:is([data-themelight],[data-themelight] *)::highlight(themelight-${CSS.escape(id)})`;

const cue = ({ theme, line, color }: Look): string =>
  `${cued(theme.id)}{text-decoration:underline ${line} ${color};` +
  `text-decoration-thickness:${line === "double" ? "auto" : "2px"};` +
  `background-color:color-mix(in srgb,${color} 12%,transparent)}`;

const str = (text: string): string => `"${text.replace(/["\\\n]/g, "\\$&")}"`;
