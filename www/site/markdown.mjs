// Renders a markdown file: HTML, its headings, and its text by section for the search.

/**
 * @typedef {object} Section the text under a heading, up to the next one
 * @property {string} id the heading's anchor
 * @property {number} depth 1 to 6
 * @property {string} title
 * @property {string} text without markup, in one line
 */

/**
 * @typedef {object} Rendered
 * @property {string} html without the first heading
 * @property {string} title the first heading
 * @property {string} description the first paragraph
 * @property {readonly Section[]} sections
 */

/**
 * @typedef {object} Options
 * @property {(href: string) => string} link returns the address that a link of the source has on
 *   the page
 * @property {string} table names a table for screen readers
 * @property {string} code names a block that scrolls for screen readers
 */

/** The languages whose lines do not wrap. */
const KEPT_LINES = new Set(["text", "sh"]);

/**
 * @param {string} source
 * @param {Options} options
 * @returns {Promise<Rendered>}
 */
export async function render(source, options) {
  const { Marked } = await import("marked");
  const marked = new Marked({ renderer: renderer(options) });
  const tokens = marked.lexer(source);
  const first = tokens.findIndex((token) => token.type === "heading");
  const heading = tokens[first];
  if (heading?.type !== "heading" || heading.depth !== 1) {
    throw new Error(`Expected the file to begin with a heading "# …": ${source.slice(0, 60)}`);
  }
  const sections = sectionsOf(tokens);
  const ids = sections.map(({ id }) => id);
  const paragraph = tokens.find(({ type }) => type === "paragraph");
  tokens.splice(first, 1);
  let index = 0;
  marked.use({
    renderer: {
      heading({ tokens, depth }) {
        const id = ids[++index];
        const inner = this.parser.parseInline(tokens);
        return `<h${depth} id="${id}">${inner} <a class="anchor" href="#${id}" aria-hidden="true" tabindex="-1">#</a></h${depth}>\n`;
      },
    },
  });
  return {
    html: marked.parser(tokens),
    title: plain(heading),
    description: paragraph ? plain(paragraph) : "",
    sections,
  };
}

/**
 * @param {Options} options
 * @returns {import("marked").RendererObject}
 */
function renderer({ link, table, code }) {
  return {
    link({ href, title, tokens }) {
      const hint = title ? ` title="${escapeHtml(title)}"` : "";
      return `<a href="${escapeHtml(link(href))}"${hint}>${this.parser.parseInline(tokens)}</a>`;
    },
    image({ href, text }) {
      return `<img src="${escapeHtml(link(href))}" alt="${escapeHtml(text)}">`;
    },
    code({ text, lang }) {
      const language = /^\w+/.exec(lang ?? "")?.[0] ?? "text";
      const inner = `<code class="language-${language}">${escapeHtml(text)}\n</code>`;
      // Drawings and commands keep their lines and scroll, so they must be reachable by keyboard.
      const scrolls = KEPT_LINES.has(language)
        ? ` tabindex="0" role="group" aria-label="${code}"`
        : "";
      return `<pre${scrolls}>${inner}</pre>\n`;
    },
    table(token) {
      const row = (/** @type {import("marked").Tokens.TableCell[]} */ cells) =>
        `<tr>${cells.map((cell) => tableCell(cell, this.parser)).join("")}</tr>\n`;
      const body = token.rows.map(row).join("");
      return (
        `<div class="table" tabindex="0" role="group" aria-label="${table}"><table>\n` +
        `<thead>${row(token.header)}</thead>\n<tbody>\n${body}</tbody>\n</table></div>\n`
      );
    },
  };
}

/**
 * An empty heading of a column is a plain cell: screen readers announce headings.
 * @param {import("marked").Tokens.TableCell} cell
 * @param {import("marked").TokensList["links"] | any} parser
 */
function tableCell({ tokens, header, align }, parser) {
  const tag = header && tokens.length > 0 ? "th" : "td";
  const scope = tag === "th" ? ' scope="col"' : "";
  const side = align === "right" ? ' class="number"' : "";
  return `<${tag}${scope}${side}>${parser.parseInline(tokens)}</${tag}>`;
}

/**
 * @param {readonly import("marked").Token[]} tokens
 * @returns {Section[]}
 */
function sectionsOf(tokens) {
  /** @type {Section[]} */
  const sections = [];
  const taken = new Map();
  for (const token of tokens) {
    if (token.type === "heading") {
      const title = plain(/** @type {any} */ (token));
      sections.push({ id: unique(slug(title), taken), depth: token.depth, title, text: "" });
    } else {
      const last = sections.at(-1);
      if (last) last.text = `${last.text} ${plain(/** @type {any} */ (token))}`.trim();
    }
  }
  return sections;
}

/**
 * @param {string} id
 * @param {Map<string, number>} taken
 */
function unique(id, taken) {
  const count = taken.get(id) ?? 0;
  taken.set(id, count + 1);
  return count ? `${id}-${count}` : id;
}

/** Returns a heading's anchor: as on GitHub, but in ASCII, so that addresses can be read. */
export const slug = (/** @type {string} */ title) =>
  fold(title)
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replace(/\s+/g, "-");

/** Returns a text in lower case without diacritics. */
export const fold = (/** @type {string} */ text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

/**
 * Returns a token's text without markup.
 * @param {any} token
 * @returns {string}
 */
export function plain(token) {
  const join = (/** @type {any[]} */ tokens, between = "") => tokens.map(plain).join(between);
  if (token.type === "html" || token.type === "space") return "";
  if (token.type === "table") return join([...token.header, ...token.rows.flat()], " ");
  if (token.type === "list") return join(token.items, " ");
  if (token.type === "br") return " ";
  if (token.tokens) return join(token.tokens, token.type === "blockquote" ? " " : "");
  return (token.text ?? "").replace(/\s+/g, " ");
}

export const escapeHtml = (/** @type {string} */ text) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
