/** The code blocks of the documentation's pages, as their sources have them. */
import { readFileSync } from "node:fs";
import { sourceOf } from "../../../www/site/build.mjs";
import { expand } from "../../../www/site/include.mjs";
import { LANGS, PAGES } from "../../../www/site/pages.mjs";

export interface Block {
  /** The source and the number of the block in it, for messages. */
  readonly name: string;
  readonly page: string;
  readonly path: string;
  readonly language: string;
  readonly code: string;
}

/** Returns the code blocks of each source once, in the order of the pages. */
export async function codeBlocks(): Promise<Block[]> {
  const sources = new Map(
    LANGS.flatMap((lang) => PAGES.map((page) => [sourceOf(page, lang).path, page.id] as const)),
  );
  const blocks = [];
  for (const [path, page] of sources) blocks.push(...blocksIn(path, page, await textOf(path)));
  return blocks;
}

/** Returns a source with its included parts. */
export const textOf = (path: string): Promise<string> => expand(readFileSync(path, "utf8"));

export const blocksIn = (path: string, page: string, text: string): Block[] =>
  [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, code], i) => ({
    name: `${path}, block ${i + 1}`,
    page,
    path,
    language: language!,
    code: code!,
  }));
