// dist/site/docs: the documentation, in Vietnamese, and below `en/` in English.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join, posix } from "node:path";
import { embedHashes } from "../embed/build.mjs";
import { bundledPackages, noticesOf } from "../extension/notices.mjs";
import { inRoot } from "../tools/run.mjs";
import { expand } from "./include.mjs";
import { FOLDERS, layout, rootOf } from "./layout.mjs";
import { render } from "./markdown.mjs";
import { LANGS, PAGES } from "./pages.mjs";
import { TEXTS } from "./texts.mjs";

/** @typedef {import("./pages.mjs").Lang} Lang */
/** @typedef {import("./pages.mjs").Page} Page */

/** Files and folders that the documentation is made of. */
export const INPUTS = [
  "www/site",
  "www/demo/copy.ts",
  "www/extension/notices.mjs",
  "www/src",
  "www/studio/controls.ts",
  "www/studio/fetch-file.ts",
  "target/trace-wasm",
  "Cargo.lock",
  "README.md",
  "package.json",
  "Cargo.toml",
  "dist/npm/types",
  ...PAGES.map(({ en }) => en).filter((path) => !path.startsWith("www/site/")),
];

/**
 * Writes the documentation into a folder.
 * @param {string} folder
 */
export async function writeDocs(folder) {
  for (const lang of LANGS) {
    mkdirSync(join(folder, FOLDERS[lang]), { recursive: true });
    const index = [];
    for (const page of PAGES) {
      const { html, sections } = await pageOf(page, lang);
      writeFileSync(join(folder, FOLDERS[lang], `${page.id}.html`), html);
      index.push({ page: page.id, title: page.title[lang], sections: searchable(sections) });
    }
    writeFileSync(join(folder, FOLDERS[lang], "search.json"), JSON.stringify(index));
  }
  await writeScripts(folder);
}

/**
 * Leaves out the placeholders that the site fills later.
 * @param {readonly import("./markdown.mjs").Section[]} sections
 */
const searchable = (sections) =>
  sections.map((section) => ({ ...section, text: section.text.replace(/\{\{\w+\}\}\s*/g, "") }));

const NOTICES =
  "trace.wasm contains code of the crates below. Its own licences are MIT or Apache-2.0.";

/** @param {string} folder */
async function writeScripts(folder) {
  const { build } = await import("esbuild");
  const scripts = PAGES.flatMap(({ script }) => script ?? []);
  const model = embedHashes().find(([name]) => name.endsWith(".model"))?.[0];
  const trace = inRoot("target/trace-wasm/trace.wasm");
  const bytes = {
    wasm: statSync(trace).size,
    vi: statSync(inRoot(`dist/embed/${model}`)).size,
    en: statSync(inRoot("models/en-town/en-town.model")).size,
  };
  const { metafile } = await build({
    entryPoints: ["client/main", ...new Set(scripts)].map((name) => inRoot(`www/site/${name}.ts`)),
    entryNames: "[name]",
    chunkNames: "chunk-[hash]",
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    minify: true,
    charset: "utf8",
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    define: {
      DEFAULT_MODEL: JSON.stringify(`embed/${model}`),
      BYTES: JSON.stringify(bytes),
    },
  });
  copyFileSync(trace, join(folder, "trace.wasm"));
  const notices = noticesOf(bundledPackages(metafile), NOTICES, ["--features", "trace"]);
  writeFileSync(join(folder, "THIRD-PARTY-NOTICES.txt"), notices);
  for (const name of readdirSync(inRoot("www/site/playground"))) {
    if (!name.startsWith("sample")) continue;
    copyFileSync(inRoot("www/site/playground", name), join(folder, name));
  }
  for (const name of readdirSync(inRoot("www/site"))) {
    if (name.endsWith(".css")) copyFileSync(inRoot("www/site", name), join(folder, name));
  }
}

/**
 * Returns a page's HTML and its sections.
 * @param {Page} page
 * @param {Lang} lang
 */
export async function pageOf(page, lang) {
  const { path, textLang } = sourceOf(page, lang);
  const text = /** @type {Record<string, string>} */ (TEXTS[lang]);
  const rendered = await render(await expand(readFileSync(inRoot(path), "utf8")), {
    link: (href) => addressOf(href, path, lang, textLang),
    table: String(text.table),
    code: String(text.code),
  });
  const html = layout({ page, lang, textLang, rendered, source: repository(path), version });
  return { html, sections: rendered.sections };
}

/**
 * Returns the source of a page, and its language: English where there is no translation.
 * @param {Page} page
 * @param {Lang} lang
 * @returns {{ path: string, textLang: Lang }}
 */
export function sourceOf(page, lang) {
  return existsSync(inRoot(page[lang]))
    ? { path: page[lang], textLang: lang }
    : { path: page.en, textLang: "en" };
}

const { version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));

/** Returns the address of a file in the public repository. */
function repository(/** @type {string} */ path) {
  const cargo = readFileSync(inRoot("Cargo.toml"), "utf8");
  return `${/^repository = "(.+)"$/m.exec(cargo)?.[1]}/blob/main/${path}`;
}

/**
 * Returns the address that a link of a source has on its page: a page of the documentation,
 * `site:…` relative to the site's first page, or the file in the public repository.
 * @param {string} href
 * @param {string} source
 * @param {Lang} lang
 * @param {Lang} textLang the language of the text. Anchors of an English text are those of English
 *   pages; a Vietnamese text that names an English source means the English page.
 */
function addressOf(href, source, lang, textLang) {
  if (href.startsWith("site:")) return rootOf(lang) + href.slice("site:".length);
  if (/^[a-z]+:|^#/.test(href)) return href;
  const [to = "", anchor] = href.split("#");
  const path = posix.join(posix.dirname(source), to);
  const hash = anchor ? `#${anchor}` : "";
  const page = PAGES.find(({ vi, en }) => path === vi || path === en);
  if (page) {
    const translated = sourceOf(page, lang).path !== path;
    const otherPage = textLang === lang ? lang === "vi" && path === page.en && translated : anchor;
    const folder = otherPage ? FOLDERS.en : "";
    return (folder + (page.id === "index" ? "" : `${page.id}.html`) || "./") + hash;
  }
  if (!existsSync(inRoot(path)))
    throw new Error(`${source} links to ${path}, which does not exist.`);
  return repository(path) + hash;
}
