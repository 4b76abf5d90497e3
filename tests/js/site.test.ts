// The documentation as it was built: pages, links, search. Its code blocks: site-code.test.ts.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { after, test } from "node:test";
import { sourceOf, writeDocs } from "../../www/site/build.mjs";
import { find, type IndexedPage } from "../../www/site/client/find.js";
import { render } from "../../www/site/markdown.mjs";
import { LANGS, PAGES } from "../../www/site/pages.mjs";
import { POLICY, policyOf } from "../../www/tools/build/head.mjs";
import { blocksIn, textOf } from "./lib/blocks.js";

const SITE = resolve("dist/site");
const FOLDERS = { vi: "docs", en: "docs/en" } as const;

/** The other hosts that pages may link to. Nothing is loaded from them. */
const HOSTS = [
  "arxiv.org",
  "developer.chrome.com",
  "fasttext.cc",
  "github.com",
  "huggingface.co",
  "markjs.io",
  "nodejs.org",
  "rustup.rs",
];

const htmlUnder = (folder: string) =>
  readdirSync(join(SITE, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html"))
    .map((name) => join(folder, name));

/** Articles that the playground shows in a frame, under the policy that it prints. */
const isSample = (path: string) => /\/sample-\w+\.html$/.test(path);
const docs = htmlUnder("docs").filter((path) => !isSample(path));
/** The other pages whose links are checked. */
const others = ["index.html", "en.html", "gallery.html", "studio/index.html", "studio/en.html"];
const read = (path: string) => readFileSync(join(SITE, path), "utf8");
const unescaped = (text: string) => text.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
const valuesOf = (html: string, attribute: string) =>
  [...html.matchAll(new RegExp(`<[a-z][^>]*? ${attribute}="([^"]*)"`, "g"))].map(([, value]) =>
    unescaped(value!),
  );

test("every page exists in Vietnamese and English, and each links to the other", () => {
  assert.ok(PAGES.length >= 13);
  assert.equal(docs.length, 2 * PAGES.length);
  for (const { id } of PAGES) {
    for (const lang of LANGS) {
      const path = `${FOLDERS[lang]}/${id}.html`;
      const html = read(path);
      assert.match(html, new RegExp(`^<!doctype html>\n<html lang="${lang}">`), path);
      const other = lang === "vi" ? "en" : "vi";
      const [, href] = new RegExp(`<a href="([^"]*)" lang="${other}"`).exec(html) ?? [];
      const target = join(dirname(path), href!);
      const file = href!.endsWith("/") ? join(target, "index.html") : target;
      assert.equal(file, `${FOLDERS[other]}/${id}.html`, path);
    }
  }
});

/** Returns the file that an address leads to; undefined if there is none. */
function fileOf(page: string, address: string): string | undefined {
  const path = join(SITE, dirname(page), decodeURIComponent(address.split(/[?#]/)[0]!));
  const file = address.startsWith("#") ? join(SITE, page) : path;
  if (!existsSync(file)) return undefined;
  return statSync(file).isDirectory() ? join(file, "index.html") : file;
}

test("every link and every loaded file of the site exists, and so does its anchor", () => {
  let checked = 0;
  for (const page of [...docs, ...others]) {
    const html = read(page);
    for (const address of [...valuesOf(html, "href"), ...valuesOf(html, "src")]) {
      if (/^https?:/.test(address)) continue;
      const file = fileOf(page, address);
      assert.ok(file && existsSync(file), `${page} links to ${address}`);
      const [, anchor] = address.split("#");
      if (!anchor || anchor.startsWith("themelight")) continue;
      const ids = valuesOf(readFileSync(file, "utf8"), "id");
      assert.ok(ids.includes(decodeURIComponent(anchor)), `${page} links to ${address}`);
      checked++;
    }
  }
  assert.ok(checked > 200, `${checked} anchors`);
});

test("ids are unique within a page", () => {
  for (const page of docs) {
    const ids = valuesOf(read(page), "id");
    assert.deepEqual(ids, [...new Set(ids)], page);
  }
});

test("links to other hosts are well-formed and lead to known hosts; nothing is loaded from one", () => {
  for (const page of [...docs, ...others]) {
    const html = read(page);
    for (const address of valuesOf(html, "href").filter((one) => /^[a-z]+:/.test(one))) {
      const { protocol, hostname } = new URL(address);
      assert.equal(protocol, "https:", `${page}: ${address}`);
      assert.ok(HOSTS.includes(hostname), `${page}: ${address}`);
    }
    for (const tag of html.match(/<(?:script|link|img|iframe)\b[^>]*>/g) ?? []) {
      assert.doesNotMatch(tag, /(?:src|href)="(?:https?:)?\/\//, page);
    }
  }
});

test("files of the repository that pages link to exist", () => {
  let checked = 0;
  for (const page of docs) {
    for (const address of valuesOf(read(page), "href")) {
      const path = /^https:\/\/github\.com\/themelight\/themelight\/blob\/main\/([^#]+)/.exec(
        address,
      );
      if (!path) continue;
      assert.ok(existsSync(path[1]!), `${page}: ${address}`);
      checked++;
    }
  }
  assert.ok(checked >= docs.length, "each page links to its source");
});

test("the pages have the policy that the guides recommend, no inline code, no placeholder", () => {
  const guide = readFileSync("www/embed/README.md", "utf8");
  const [, recommended] = /^`(script-src 'self' 'wasm-unsafe-eval';[^`]+)` is enough/m.exec(guide)!;
  for (const directive of recommended!.split("; ")) {
    assert.ok(POLICY.split("; ").includes(directive), directive);
  }
  assert.equal(policyOf(true).match(/'unsafe|https?:|\*|data:|blob:/), null);
  for (const page of [...docs, ...others.filter((name) => name !== "gallery.html")]) {
    const html = read(page);
    const frames = PAGES.some(({ id, frames }) => frames && page.endsWith(`/${id}.html`));
    assert.ok(html.includes(`content="${policyOf(frames)}"`), page);
    assert.doesNotMatch(html, /<[a-z][^>]* (?:style|on\w+)="|<style|<script(?![^>]* src=)/, page);
    assert.doesNotMatch(html, /\{\{/, page);
  }
});

test("the same sources give the same bytes", async () => {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "themelight-docs-")));
  after(() => folders.map((folder) => rmSync(folder, { recursive: true })));
  const zone = process.env.TZ;
  for (const [i, folder] of folders.entries()) {
    process.env.TZ = ["UTC", "Pacific/Kiritimati"][i];
    await writeDocs(folder);
  }
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  const [first, second] = folders.map((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .sort()
      .map((name) => join(folder, name))
      .filter((path) => statSync(path).isFile())
      .map((path) => [relative(folder, path), readFileSync(path).toString("base64")]),
  );
  assert.deepEqual(first, second);
});

const index = (lang: "vi" | "en"): IndexedPage[] =>
  JSON.parse(read(`${FOLDERS[lang]}/search.json`));

test("the search finds Vietnamese with and without diacritics, in any order of words", () => {
  const vi = index("vi");
  const expected = find(vi, "quyền riêng tư")[0]!;
  assert.equal(expected.page.page, "privacy");
  for (const query of [
    "quyen rieng tu",
    "RIÊNG quyền",
    "quyền riêng tư".normalize("NFD"),
    "quyen rie",
  ]) {
    assert.equal(find(vi, query)[0]?.page.page, "privacy", query);
  }
  assert.deepEqual(find(vi, ""), []);
  assert.deepEqual(find(vi, " ?! "), []);
  assert.deepEqual(find(vi, "zzzz"), []);
});

test("the search prefers headings and the spelling of the query, and marks the matches", () => {
  const page = (title: string, text: string): IndexedPage => ({
    page: title,
    title,
    sections: [{ id: title, depth: 2, title, text }],
  });
  const titles = (pages: IndexedPage[], query: string) =>
    find(pages, query).map(({ page }) => page.title);
  assert.deepEqual(titles([page("a", "ma"), page("b", "mã"), page("c", "mà")], "mã")[0], "b");
  assert.deepEqual(
    titles([page("other", "filter"), page("filter", "other")], "filter")[0],
    "filter",
  );
  assert.deepEqual(titles([page("a", "unfilter"), page("b", "filters")], "filter"), ["b"]);
  const heading = find([page("filter", "This text begins here. And it goes on.")], "filter")[0]!;
  assert.match(heading.excerpt.join(""), /^This text begins/);
  const text = `${"trước đó ".repeat(20)}Đường đi của đoạn văn${" và sau đó".repeat(30)}`;
  const [hit] = find([page("x", text)], "duong doan");
  assert.deepEqual(
    hit!.excerpt.filter((_, i) => i % 2),
    ["Đường", "đoạn"],
  );
  assert.ok(hit!.excerpt.join("").length < 250);
  assert.match(hit!.excerpt.join(""), /^… (?:trước|đó) .* (?:và|sau|đó) …$/, "whole words");
  assert.ok(text.includes(hit!.excerpt.join("").replaceAll("…", "").trim()));
});

test("the index has the text of every section of every page", () => {
  for (const lang of LANGS) {
    const pages = index(lang);
    assert.deepEqual(
      pages.map(({ page }) => page),
      PAGES.map(({ id }) => id),
    );
    for (const { page, sections } of pages) {
      assert.ok(sections.length > 1, page);
      const ids = valuesOf(read(`${FOLDERS[lang]}/${page}.html`), "id");
      for (const { id, depth } of sections)
        assert.ok(depth === 1 || ids.includes(id), `${page}#${id}`);
    }
  }
});

test("markdown: headings get anchors, cells keep their alignment, HTML in code is escaped", async () => {
  const source =
    "# Trang `a`\n\nMô tả.\n\n## Đường dẫn\n\n| a | |\n| --- | ---: |\n| `x<y` | [1](b.md#c) |\n\n" +
    "## Đường dẫn\n\n```html\n<b>\n```\n";
  const page = await render(source, { link: (href) => `to-${href}`, table: "Bảng", code: "Mã" });
  assert.equal(page.title, "Trang a");
  assert.equal(page.description, "Mô tả.");
  assert.match(page.html, /<h2 id="duong-dan">[\s\S]*<h2 id="duong-dan-1">/);
  assert.match(page.html, /<th scope="col">a<\/th><td class="number"><\/td>/);
  assert.match(page.html, /<td class="number"><a href="to-b.md#c">1<\/a><\/td>/);
  assert.match(page.html, /x&lt;y/);
  assert.match(page.html, /<code class="language-html">&lt;b&gt;\n<\/code>/);
  await assert.rejects(render("no heading", { link: String, table: "", code: "" }), /# …/);
});

/** Returns the code in the first cell of each table row: names that a translation must keep. */
const rowNames = (text: string) =>
  [...text.matchAll(/^\| (`[^|]*`[^|]*?) *\|/gm)].map(([, cell]) =>
    cell!.match(/`[^`]+`/g)!.join(),
  );

test("a translated guide has the code blocks and the names in tables of the English one", async () => {
  let compared = 0;
  for (const page of PAGES) {
    const { textLang, path } = sourceOf(page, "vi");
    if (textLang === "en" || page.id === "model") continue;
    const [vi, en] = await Promise.all([textOf(path), textOf(page.en)]);
    // Comments in the code are translated too; the sample is in the language of the guide.
    const code = (text: string) =>
      blocksIn("", "", text).map((block) =>
        block.code
          .replace(/ *(?:\/\/|#(?=\s)).*$/gm, "")
          .replace(/(?: --language en)?( www\/studio\/samples\/)(?:en|vi)/, "$1"),
      );
    assert.deepEqual(code(vi), code(en), `code of ${page.id}`);
    assert.deepEqual(rowNames(vi), rowNames(en), `names in tables of ${page.id}`);
    compared++;
  }
  assert.ok(compared >= 2);
});
