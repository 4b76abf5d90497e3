// Inserts parts of other files and generated texts into a markdown source, so that each fact has one
// place:
// `<!-- include FILE NAME -->` is what stands between `<!-- NAME: … -->` and `<!-- /NAME -->` in FILE,
//   of a table only the rows: the heading is translated;
// `<!-- api KIND -->` is a part of the npm package's reference.
import { readFileSync } from "node:fs";
import { inRoot } from "../tools/run.mjs";
import { reference } from "./api.mjs";

/** @param {string} source */
export async function expand(source) {
  const api = source.includes("<!-- api ") ? await reference() : new Map();
  return source
    .replace(/^<!-- include (\S+) (\S+) -->\n/gm, (_, file, name) => included(file, name))
    .replace(/^<!-- api (\w+) -->\n/gm, (_, kind) => {
      if (!api.has(kind))
        throw new Error(`Expected "api" with one of ${[...api.keys()].join(", ")}, not ${kind}.`);
      return api.get(kind);
    });
}

/**
 * @param {string} file
 * @param {string} name
 */
function included(file, name) {
  const text = readFileSync(inRoot(file), "utf8");
  const start = `<!-- ${name}(?:: .*?)? -->`;
  const block = new RegExp(`${start}\n(.*?)<!-- /${name} -->`, "s").exec(text)?.[1];
  if (!block) throw new Error(`Expected ${file} to have a block "<!-- ${name}: … -->".`);
  const lines = block.trim().split("\n");
  const table = /^\|[\s:|-]+\|$/.test(lines[1] ?? "");
  return `${lines.slice(table ? 2 : 0).join("\n")}\n`;
}
