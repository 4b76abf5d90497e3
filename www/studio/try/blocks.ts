/** Pasted text or HTML to the blocks of an article. */

export interface Block {
  readonly tag: "h3" | "h4" | "p";
  readonly text: string;
}

/** A shorter line without a full stop is shown as a heading. */
const LONGEST_HEADING = 120;
/** Characters that are shown; the rest of a longer text is left out. */
const MOST = 500_000;

const NOT_TEXT =
  "script, style, noscript, template, nav, aside, form, button, svg, iframe, figure, footer";
const BLOCKS = "h1, h2, h3, h4, h5, h6, p, li, blockquote, td, dd";

/** Returns the blocks of a pasted article. Of HTML only the text is used: nothing of it runs. */
export function blocksOf(pasted: string): Block[] {
  const text = pasted.slice(0, MOST);
  return isHtml(text) ? blocksOfHtml(text) : blocksOfText(text);
}

export const isHtml = (text: string): boolean =>
  /<(?:!doctype|html|body|article|div|p|h[1-6]|section)\b/i.test(text);

function blocksOfText(text: string): Block[] {
  const lines = text.split(/\r\n?|\n/).map(oneLine);
  return lines.filter(Boolean).map((line, i) => {
    const isHeading = line.length <= LONGEST_HEADING && !/[.!?…:;,”"]$/.test(line);
    return { tag: isHeading ? (i === 0 ? "h3" : "h4") : "p", text: line };
  });
}

function blocksOfHtml(html: string): Block[] {
  const page = new DOMParser().parseFromString(withoutInline(html), "text/html");
  const root = page.querySelector("article") ?? page.querySelector("main") ?? page.body;
  for (const element of root.querySelectorAll(NOT_TEXT)) element.remove();
  for (const br of root.querySelectorAll("br")) br.replaceWith("\n");
  const found = [...root.querySelectorAll(BLOCKS)].filter((one) => !one.querySelector(BLOCKS));
  if (!found.length) return blocksOfText(root.textContent);
  return found.flatMap((element): Block[] => {
    const heading = /^H[1-6]$/.test(element.tagName);
    // A paragraph may be broken into lines.
    const texts = element.textContent
      .split(/\n\s*\n/)
      .map(oneLine)
      .filter(Boolean);
    return texts.map((text) => ({ tag: heading ? "h4" : "p", text }));
  });
}

/**
 * Renames event handlers and styles. They would have no effect in a parsed document, but browsers
 * report each as a violation of this page's policy.
 */
const withoutInline = (html: string): string =>
  html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(?:on\w+|style)\s*=/gi, " data-unused="));

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
