// Writes pages that load the embed.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { inRoot } from "../../../www/tools/run.mjs";
import { different } from "./texts.mjs";

/** Creates a folder under target/bench with a copy of the built embed: a build may run meanwhile. */
export function folderWithEmbed(name) {
  const folder = inRoot("target/bench", name);
  mkdirSync(folder, { recursive: true });
  rmSync(`${folder}/embed`, { recursive: true, force: true });
  cpSync(inRoot("dist/embed"), `${folder}/embed`, { recursive: true });
  return folder;
}

/** Writes an article of different paragraphs, with `head` in its `<head>`. */
export function writeArticle(file, paragraphs, head = "") {
  const body = different(paragraphs).map((text) => `<p>${text}</p>`);
  writeFileSync(
    file,
    `<!doctype html><html lang="vi"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Bài báo</title>${head}
<article><h1>Bài báo</h1>${body.join("\n")}</article></html>`,
  );
}
