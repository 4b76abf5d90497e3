// The guide's way from a spreadsheet to a page, run as written: its commands, then its line of HTML.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, before } from "node:test";
import { buildEmbed } from "../../www/embed/build.mjs";
import { ARTICLES } from "../../www/studio/samples/articles.js";
import { buildDevCli, DEV_CLI } from "../../www/tools/build.mjs";
import { env, inRoot } from "../../www/tools/run.mjs";
import { blocksIn, textOf } from "../js/lib/blocks.js";
import { browserTest, complaints, type Site, site } from "./lib/harness.js";

/** The section of each guide, and the best theme of each paragraph of the sample article. */
const EXAMPLES = [
  {
    lang: "vi",
    heading: "## Từ bảng tính đến trang báo",
    themes: ["cuu-tro-lu-lut", "hoc-phi", "gia-dat", "", "cuu-tro-lu-lut"],
  },
  {
    lang: "en",
    heading: "## From a spreadsheet to a page",
    themes: ["Housing", "Transport", "", "Housing", "Transport"],
  },
] as const;

const folders: string[] = [];
const sites: Site[] = [];
before(async () => {
  await buildEmbed();
  await buildDevCli();
});
after(async () => {
  for (const one of sites) await one.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Returns the first block in a language of a guide's section. */
async function blockOf(lang: string, heading: string, language: string): Promise<string> {
  const path = `www/site/content/${lang}/training.md`;
  const section = (await textOf(path)).split(`${heading}\n`)[1]!.split("\n## ")[0]!;
  return blocksIn(path, "training", section).find((block) => block.language === language)!.code;
}

/** Runs the commands in a folder that has what a repository has after its build. */
function runIn(folder: string, commands: string): void {
  mkdirSync(join(folder, "site"));
  for (const name of ["www", "dist"]) symlinkSync(inRoot(name), join(folder, name));
  const PATH = [dirname(DEV_CLI), env.PATH].join(delimiter);
  execFileSync("sh", ["-e", "-c", commands], { cwd: folder, env: { ...env, PATH }, stdio: "pipe" });
}

for (const { lang, heading, themes } of EXAMPLES) {
  browserTest("chromium", `${lang}: a spreadsheet becomes marks on a page`, async (page) => {
    const folder = mkdtempSync(join(tmpdir(), "themelight-example-"));
    folders.push(folder);
    runIn(folder, await blockOf(lang, heading, "sh"));
    const [title, ...paragraphs] = ARTICLES[lang].split("\n\n");
    const body = paragraphs.map((text) => `<p>${text}</p>`).join("");
    const line = await blockOf(lang, heading, "html");
    writeFileSync(
      join(folder, "site", "index.html"),
      `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>${title}</title>${line}` +
        `<article><h1>${title}</h1>${body}</article></html>`,
    );
    const links = Object.fromEntries(
      ["index.html", "embed", "ours.themelight"].map((name) => [name, join(folder, "site", name)]),
    );
    const served = await site({ links, files: {} });
    sites.push(served);
    const found = complaints(page);
    await page.goto(served.url);
    await page.waitForSelector("[data-themelight]");
    const best = await page.evaluate(async () => {
      const handle = await window.themelight!.attach();
      await handle.done;
      const all = [...document.querySelectorAll("article p")];
      return all.map((one) => one.getAttribute("data-themelight")?.split(" ")[0] ?? "");
    });
    assert.deepEqual(best, themes);
    assert.deepEqual(found, []);
  });
}
