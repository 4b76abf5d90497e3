/** The shown paragraphs as text for other programs. No DOM. */
import type { LegendModel } from "./model.js";
import { keyOf, linkTo } from "./share.js";

type Exported = Pick<LegendModel, "shown" | "paragraphs" | "themesOf">;

interface Entry {
  readonly themes: readonly { readonly name: string; readonly score: number }[];
  readonly text: string;
  readonly link: string;
}

/** Formats by the ending of their file's name. */
export const FORMATS = {
  txt: { name: "Text", type: "text/plain", write: plain },
  md: { name: "Markdown", type: "text/markdown", write: markdown },
  csv: { name: "CSV", type: "text/csv", write: csv },
} as const;

export type Format = keyof typeof FORMATS;

/** Returns the paragraphs that the filter keeps, with their themes and links. */
export function formatted(page: Exported, format: Format): string {
  const entries = page.shown.map((index): Entry => {
    const { text } = page.paragraphs[index]!;
    const themes = page.themesOf(index).map(({ theme: { name }, score }) => ({ name, score }));
    return { text, themes, link: linkTo(keyOf(text, index)) };
  });
  return FORMATS[format].write(entries);
}

const names = ({ themes }: Entry): string => themes.map(({ name }) => name).join("; ");

function plain(entries: readonly Entry[]): string {
  return entries.map((one) => `[${names(one)}]\n${one.text}\n`).join("\n");
}

function markdown(entries: readonly Entry[]): string {
  const escaped = (text: string) =>
    text
      .replace(/[\\`*_[\]<>#|~]/g, "\\$&")
      .replace(/^([ \t]*(?:\d+(?=[.)]))?)([-+.)])(?=\s)/gm, "$1\\$2");
  return entries
    .map((one) => {
      const quote = escaped(one.text).replace(/\n/g, "\n> ");
      return `> ${quote}\n>\n> [${escaped(names(one))}](<${one.link}>)\n`;
    })
    .join("\n");
}

/** With a byte order mark and CRLF, as spreadsheets expect. */
function csv(entries: readonly Entry[]): string {
  const rows = entries.map((one) => [
    names(one),
    one.themes.map(({ score }) => score.toFixed(3)).join("; "),
    one.text,
    one.link,
  ]);
  const lines = [["themes", "scores", "text", "link"], ...rows].map((row) => row.map(cell).join());
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/** A spreadsheet would run a text that begins like a formula; an apostrophe before it is not shown. */
function cell(text: string): string {
  const safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}
