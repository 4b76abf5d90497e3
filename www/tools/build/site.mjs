// dist/site: the demo, the studio and the documentation. The demo uses the embed as any site would: with one script
// element.
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, sep } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { embedHashes } from "../../embed/build.mjs";
import { INPUTS as DOCS, writeDocs } from "../../site/build.mjs";
import { INPUTS as STUDIO, writeStudio } from "../../studio/build.mjs";
import { inRoot } from "../run.mjs";
import { head } from "./head.mjs";
import { ifChanged } from "./stamp.mjs";

const out = (/** @type {string[]} */ ...parts) => inRoot("dist", "site", ...parts);
const EXTENSIONS = ["themelight-chrome.zip", "themelight-firefox.zip"];
/** The first date of the zip format: equal files give an equal zip. */
const NO_DATE = new Date(1980, 0, 1);
/** Marks the themes of the English page; committed, so that the site needs no training. */
const ENGLISH_MODEL = "models/en-town/en-town.model";

export function buildSite() {
  return ifChanged(
    "the site",
    {
      script: import.meta.url,
      inputs: [
        "dist/embed",
        "www/demo",
        ...STUDIO,
        ...DOCS,
        ENGLISH_MODEL,
        ...EXTENSIONS.map((name) => `dist/extension/${name}`),
      ],
      outputs: [
        "dist/site/index.html",
        "dist/site/en.html",
        "dist/site/demo.js",
        "dist/site/studio/main.js",
        "dist/site/docs/index.html",
      ],
    },
    async () => {
      rmSync(out(), { recursive: true, force: true });
      mkdirSync(out("models"), { recursive: true });
      const { build } = await import("esbuild");
      await build({
        entryPoints: [inRoot("www/demo/demo.ts")],
        outdir: out(),
        bundle: true,
        minify: true,
        format: "iife",
        charset: "utf8",
        target: "es2022",
        logLevel: "warning",
        define: { FILES: JSON.stringify(filesOfMarks()) },
      });
      for (const name of readdirSync(inRoot("www/demo"))) {
        if (!name.endsWith(".ts")) cpSync(inRoot("www/demo", name), out(name), { recursive: true });
      }
      copyFileSync(inRoot(ENGLISH_MODEL), out("models", "en-town.model"));
      await writeStudio(out("studio"));
      await writeDocs(out("docs"));
      await copyEmbed();
      fillPages();
      copyExtensions();
      copyFonts();
      compress();
    },
  );
}

/** Returns the files that the marks of both front pages need, from the site's first page, and their bytes. */
function filesOfMarks() {
  const embed = embedHashes()
    .map(([name]) => name)
    .filter((name) => /^(engine|rest|widget)-/.test(name))
    .map((name) => `embed/${name}`);
  const sizes = (/** @type {string} */ model) =>
    Object.fromEntries(
      [...embed, model].map((path) => [
        path,
        readFileSync(path.startsWith("embed/") ? inRoot("dist", path) : inRoot(ENGLISH_MODEL))
          .length,
      ]),
    );
  const model = embedHashes().find(([name]) => name.endsWith(".model"))?.[0];
  return { vi: sizes(`embed/${model}`), en: sizes("models/en-town.model") };
}

/** Copies the embed, also as a zip to download. */
async function copyEmbed() {
  const folder = inRoot("dist", "embed");
  cpSync(folder, out("embed"), { recursive: true });
  const { zipSync } = await import("fflate");
  const entries = readdirSync(folder)
    .sort()
    .map((name) => [name, [readFileSync(join(folder, name)), { mtime: NO_DATE, level: 9 }]]);
  writeFileSync(out("embed", "themelight-embed.zip"), zipSync(Object.fromEntries(entries)));
}

/** Fills the placeholders of the pages: the shared head, the embed's hash and its snippet. */
function fillPages() {
  const integrity = embedHashes().find(([name]) => name === "themelight.js")?.[1] ?? "";
  const snippet = escapeHtml(readFileSync(inRoot("dist/embed/snippet.html"), "utf8").trim());
  for (const name of readdirSync(out(), { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".html") || name.startsWith("embed")) continue;
    const root = "../".repeat(name.split(sep).length - 1);
    const filled = readFileSync(out(name), "utf8")
      .replace("{{head}}", () => head(root))
      .replaceAll("{{integrity}}", integrity)
      .replaceAll("{{snippet}}", snippet);
    writeFileSync(out(name), filled);
  }
}

const escapeHtml = (/** @type {string} */ text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function copyExtensions() {
  mkdirSync(out("extension"));
  for (const name of EXTENSIONS)
    copyFileSync(inRoot("dist", "extension", name), out("extension", name));
}

/** Writes a `.br` beside every file that Brotli makes smaller. The development server sends it. */
function compress() {
  for (const name of readdirSync(out(), { recursive: true, encoding: "utf8" })) {
    if (!/\.(css|html|js|jsonl?|model|svg|txt|wasm)$/.test(name)) continue;
    writeFileSync(out(`${name}.br`), brotliCompressSync(readFileSync(out(name))));
  }
}

/** The npm packages of the fonts. A font's files begin with the last part of its package's name. */
const FONTS = [
  "@fontsource-variable/newsreader",
  "@fontsource/be-vietnam-pro",
  "@fontsource/jetbrains-mono",
  "@fontsource/noto-serif",
  "@fontsource/roboto-condensed",
];

/** Copies the fonts that the style sheets name from their npm packages, with their licences. */
function copyFonts() {
  mkdirSync(out("fonts"));
  const sheets = ["fonts.css", "pages/fonts.css"].map((name) => readFileSync(out(name), "utf8"));
  const files = [...sheets.join("").matchAll(/\bfonts\/([\w-]+\.woff2)"/g)].map(
    ([, file = ""]) => file,
  );
  for (const family of FONTS) {
    const short = String(family.split("/")[1]);
    for (const file of files.filter((name) => name.startsWith(short)))
      copyFileSync(inRoot("node_modules", family, "files", file), out("fonts", file));
    copyFileSync(inRoot("node_modules", family, "LICENSE"), out("fonts", `${short}-LICENSE.txt`));
  }
}
