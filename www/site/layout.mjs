// The frame of a page: head, navigation, search, footer.
import { basename } from "node:path";
import { head } from "../tools/build/head.mjs";
import { escapeHtml } from "./markdown.mjs";
import { GROUPS, PAGES } from "./pages.mjs";
import { TEXTS } from "./texts.mjs";

/** @typedef {import("./pages.mjs").Lang} Lang */
/** @typedef {import("./pages.mjs").Page} Page */

/** Folders of the languages, below `docs/`: Vietnamese is the first. */
export const FOLDERS = { vi: "", en: "en/" };

/** The longest description that search engines show. */
const DESCRIPTION = 160;

/** Returns the relative address of the site's first page. */
export const rootOf = (/** @type {Lang} */ lang) => (FOLDERS[lang] ? "../../" : "../");

const fileOf = (/** @type {Page} */ { id }) => (id === "index" ? "./" : `${id}.html`);

/** Returns the address of the same page in another language. */
const otherOf = (/** @type {Page} */ { id }, /** @type {Lang} */ lang) =>
  (lang === "vi" ? "en/" : "../") + (id === "index" ? "" : `${id}.html`);

/**
 * @param {object} content
 * @param {Page} content.page
 * @param {Lang} content.lang
 * @param {Lang} content.textLang the language of the text, if it is not translated
 * @param {import("./markdown.mjs").Rendered} content.rendered
 * @param {string} content.source the address of the source
 * @param {string} content.version
 */
export function layout({ page, lang, textLang, rendered, source, version }) {
  const text = /** @type {Record<string, string>} */ (TEXTS[lang]);
  const root = rootOf(lang);
  const docs = lang === "vi" ? "" : "../";
  const other = otherOf(page, lang);
  const address = { [lang]: fileOf(page), [lang === "vi" ? "en" : "vi"]: other };
  const title = escapeHtml(rendered.title);
  const index = PAGES.indexOf(page);
  const home = lang === "vi" ? "" : "en.html";
  return `<!doctype html>
<html lang="${lang}">
  <head>
    ${head(root, page.frames)}
    <meta name="description" content="${escapeHtml(shorten(rendered.description))}">
    <title>${title} · Themelight</title>
    <link rel="alternate" hreflang="vi" href="${address.vi}">
    <link rel="alternate" hreflang="en" href="${address.en}">
    <link rel="stylesheet" href="${docs}site.css">
    <link rel="stylesheet" href="${docs}text.css">
${(page.styles ?? []).map((style) => `    <link rel="stylesheet" href="${docs}${style}.css">\n`).join("")}\
    <script type="module" src="${docs}main.js"></script>
${page.script ? `    <script type="module" src="${docs}${basename(page.script)}.js"></script>\n` : ""}\
  </head>
  <body>
    <a class="skip" href="#site-content">${text.skip}</a>
    <header class="top">
      <a class="brand" href="./"><img src="${root}images/icon.svg" width="24" height="24" alt=""> Themelight</a>
      <nav class="sites" aria-label="${text.site}">
        <a href="${root}${home}">${text.demo}</a>
        <a href="${root}studio/${home}">${text.studio}</a>
        <a href="./" aria-current="true">${text.docs}</a>
      </nav>
      <div class="tools">
        <button type="button" id="site-search" aria-haspopup="dialog" hidden>${text.search} <kbd>/</kbd></button>
        <a href="${other}" lang="${text.otherLang}" hreflang="${text.otherLang}">${text.other}</a>
        <button type="button" class="menu" popovertarget="site-pages">${text.menu}</button>
      </div>
    </header>
    <div class="frame">
      <nav id="site-pages" class="pages" aria-label="${text.docs}" popover>
${navigation(page, lang)}
      </nav>
      <main id="site-content"${textLang === lang ? "" : ` lang="${textLang}"`}>
${textLang === lang ? "" : `<p class="notice" lang="${lang}">${text.english}</p>\n`}\
<h1>${title}</h1>
${rendered.html}
      </main>
${contents(rendered, text)}
    </div>
    <footer class="foot">
      <nav class="turn" aria-label="${text.previous}, ${text.next}">
        ${turn(PAGES[index - 1], lang, "prev", text.previous)}
        ${turn(PAGES[index + 1], lang, "next", text.next)}
      </nav>
      <p>Themelight ${version} · ${text.licence} <a href="${escapeHtml(source)}">${text.source}</a></p>
    </footer>
  </body>
</html>
`;
}

/**
 * @param {Page} current
 * @param {Lang} lang
 */
function navigation(current, lang) {
  const item = (/** @type {Page} */ page) => {
    const here = page === current ? ' aria-current="page"' : "";
    return `            <li><a href="${fileOf(page)}"${here}>${page.title[lang]}</a></li>`;
  };
  return GROUPS.map(
    ({ title, pages }) => `        <p>${title[lang]}</p>
          <ul>
${pages.map(item).join("\n")}
          </ul>`,
  ).join("\n");
}

/**
 * The headings of the second level; nothing for short pages.
 * @param {import("./markdown.mjs").Rendered} rendered
 * @param {Record<string, string>} text
 */
function contents({ sections }, text) {
  const items = sections.filter(({ depth }) => depth === 2);
  if (items.length < 2) return "";
  const list = items.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`);
  return `      <nav class="toc" aria-label="${text.onPage}">
        <p>${text.onPage}</p>
        <ul>${list.join("")}</ul>
      </nav>`;
}

/**
 * @param {Page | undefined} page
 * @param {Lang} lang
 * @param {string} rel
 * @param {string | undefined} label
 */
const turn = (page, lang, rel, label) =>
  page
    ? `<a rel="${rel}" href="${fileOf(page)}"><span>${label}</span> ${page.title[lang]}</a>`
    : "<span></span>";

/** Returns the first sentences that fit into a description; at least a part of the first. */
function shorten(/** @type {string} */ text) {
  if (text.length <= DESCRIPTION) return text;
  const cut = text.slice(0, DESCRIPTION);
  const end = cut.lastIndexOf(". ");
  return end > 40 ? cut.slice(0, end + 1) : `${cut.slice(0, cut.lastIndexOf(" "))}…`;
}
