// The reference of the npm package as markdown, from its type declarations in dist/npm/types.
import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { inRoot } from "../tools/run.mjs";

const TYPES = "dist/npm/types";

/** @typedef {any} Node a node of Babel's syntax tree */

/**
 * @typedef {object} Entry an exported declaration
 * @property {string} name
 * @property {Node} node
 * @property {string} text the file's source, for `slice`
 * @property {Doc} doc
 * @property {readonly Entry[]} scope all declarations of the file
 */

/**
 * @typedef {object} Doc a documentation comment
 * @property {string} text
 * @property {readonly { readonly tag: string, readonly text: string }[]} tags
 */

/** The kinds of declarations, in the order of the reference. */
export const KINDS = ["functions", "classes", "interfaces", "types"];

/**
 * Returns the exports of the package by kind, sorted by name within it.
 * @returns {Promise<Map<string, string>>} markdown by kind
 */
export async function reference() {
  const entries = [...(await packageExports()).values()];
  const names = new Set(entries.map(({ name }) => name));
  return new Map(
    KINDS.map((kind) => {
      const some = entries.filter(({ node }) => kindOf(node) === kind);
      return [kind, some.map((entry) => section(entry, names)).join("\n")];
    }),
  );
}

/** Returns everything that `import … from "themelight"` can name. */
export async function packageExports() {
  const { parse } = await import("@babel/parser");
  /** @type {Map<string, { body: Node[], text: string }>} */
  const files = new Map();
  const read = (/** @type {string} */ path) => {
    const known = files.get(path);
    if (known) return known;
    const text = readFileSync(inRoot(TYPES, path), "utf8");
    const plugins = /** @type {[["typescript", { dts: true }]]} */ ([
      ["typescript", { dts: true }],
    ]);
    const { program } = parse(text, { sourceType: "module", plugins });
    const file = { body: program.body, text };
    files.set(path, file);
    return file;
  };
  /**
   * @param {string} path
   * @returns {Map<string, Entry>}
   */
  const exportsOf = (path) => {
    const { body, text } = read(path);
    const from = (/** @type {Node} */ source) =>
      exportsOf(posix.join(posix.dirname(path), source.value.replace(/\.js$/, ".d.ts")));
    /** @type {Map<string, Entry>} */
    const found = new Map();
    const scope = body.flatMap((statement) => declared(statement, text));
    for (const entry of scope) Object.assign(entry, { scope });
    for (const statement of body) {
      if (statement.type === "ExportAllDeclaration") {
        for (const [name, entry] of from(statement.source)) found.set(name, entry);
      } else if (statement.type === "ExportNamedDeclaration" && statement.source) {
        const others = from(statement.source);
        for (const { local, exported } of statement.specifiers) {
          const entry = others.get(local.name);
          if (entry) found.set(exported.name, entry);
        }
      } else if (statement.type === "ExportNamedDeclaration") {
        for (const entry of declared(statement, text)) {
          found.set(entry.name, { ...entry, scope });
        }
      }
    }
    return found;
  };
  return exportsOf("index.d.ts");
}

/**
 * Returns the declarations of a statement.
 * @param {Node} statement
 * @param {string} text
 * @returns {Entry[]}
 */
function declared(statement, text) {
  const node = statement.declaration ?? statement;
  const doc = docOf(statement);
  const ids = node.declarations
    ? node.declarations.map((/** @type {Node} */ d) => d.id)
    : [node.id];
  return ids
    .filter(Boolean)
    .map((/** @type {Node} */ id) => ({ name: id.name, node, text, doc, scope: [] }));
}

/** @param {Node} node */
function kindOf({ type }) {
  if (/Function/.test(type)) return "functions";
  if (/Class/.test(type)) return "classes";
  return type === "TSInterfaceDeclaration" ? "interfaces" : "types";
}

/**
 * @param {Entry} entry
 * @param {ReadonlySet<string>} names
 */
function section(entry, names) {
  const { name, node, doc } = entry;
  const kind = kindOf(node);
  const members = kind === "classes" ? [] : membersOf(entry);
  return [
    `### ${name}\n`,
    members.length > 0 ? "" : block(declarationOf(entry)),
    parentsOf(entry),
    `${described(doc, names)}\n`,
    members.length > 0 ? table(members, names) : "",
    ...doc.tags.filter(({ tag }) => tag === "example").map(({ text }) => block(text)),
  ].join("\n");
}

const block = (/** @type {string} */ code) => `\`\`\`ts\n${code}\n\`\`\`\n`;

/** @param {Entry} entry */
const declarationOf = ({ node, text }) =>
  text
    .slice(node.start, node.end)
    .replace(/^export /, "")
    .replace(/^declare /, "")
    .replace(/\/\*\*[\s\S]*?\*\/\s*/g, "");

/** Names what an interface extends. */
function parentsOf(/** @type {Entry} */ { node, text }) {
  const parents = (node.extends ?? []).map((/** @type {Node} */ one) =>
    text.slice(one.start, one.end),
  );
  return parents.length > 0 ? `Extends \`${parents.join("`, `")}\`.\n` : "";
}

/**
 * @typedef {object} Member
 * @property {string} code
 * @property {Doc} doc
 */

/**
 * Returns the members of an interface, the words of a union that are documented one by
 * one, and the settings of a schema.
 * @param {Entry} entry
 * @returns {Member[]}
 */
function membersOf({ node, text, scope }) {
  const code = (/** @type {Node} */ member) =>
    text
      .slice(member.start, member.end)
      .replace(/^readonly /, "")
      .replace(/;$/, "")
      .replace(/\/\*\*[\s\S]*?\*\/\s*/g, "")
      .replace(/\s+/g, " ");
  const plain = (/** @type {Node[]} */ members) =>
    members.map((member) => ({ code: code(member), doc: docOf(member) }));
  if (node.type === "TSInterfaceDeclaration") return plain(node.body.body);
  const type = node.typeAnnotation;
  if (type?.type === "TSUnionType") {
    const words = documentedWords(type.types, node.id.end, text);
    if (words.every(({ doc }) => doc.text)) return words;
  }
  const schema = type?.typeName?.name === "ValuesOf" && typeArguments(type)[0]?.exprName?.name;
  if (!schema) return [];
  const variable = scope.find(({ name }) => name === schema)?.node.declarations[0];
  return variable.id.typeAnnotation.typeAnnotation.members.map((/** @type {Node} */ member) => ({
    code: `${member.key.name}: ${code(typeArguments(member.typeAnnotation.typeAnnotation)[0])}`,
    doc: docOf(member),
  }));
}

/**
 * Returns the types of a union, each with the comment before it.
 * @param {readonly Node[]} types
 * @param {number} start where the union begins
 * @param {string} text
 * @returns {Member[]}
 */
const documentedWords = (types, start, text) =>
  types.map((type, i) => {
    const before = text.slice(types[i - 1]?.end ?? start, type.start);
    const comment = /\/\*(\*[\s\S]*?)\*\//.exec(before)?.[1];
    return { code: text.slice(type.start, type.end), doc: parseDoc(comment ?? "") };
  });

/** @param {Node} type */
const typeArguments = (type) => (type.typeParameters ?? type.typeArguments).params;

/**
 * @param {readonly Member[]} members
 * @param {ReadonlySet<string>} names
 */
function table(members, names) {
  const cell = (/** @type {string} */ text) => text.replaceAll("|", "\\|").replace(/\s+/g, " ");
  const rows = members.map(({ code, doc }) => {
    const example = doc.tags.find(({ tag }) => tag === "example");
    const more = example
      ? ` Example: ${/`/.test(example.text) ? example.text : `\`${example.text}\``}.`
      : "";
    return `| \`${cell(code)}\` | ${cell(described(doc, names) + more)} |`;
  });
  return `| | |\n| --- | --- |\n${rows.join("\n")}\n`;
}

/**
 * Returns a comment as markdown, with links to other entries.
 * @param {Doc} doc
 * @param {ReadonlySet<string>} names
 */
function described({ text, tags }, names) {
  const parts = [text];
  for (const tag of tags) {
    if (tag.tag === "default") parts.push(`Default: ${codeFirst(tag.text)}.`);
    if (tag.tag === "throws") parts.push(`Throws ${tag.text.replace(/\.$/, "")}.`);
    if (tag.tag === "param")
      parts.push(`\`${tag.text.split(" ")[0]}\`: ${tag.text.replace(/^\S+\s*/, "")}.`);
  }
  return parts
    .filter(Boolean)
    .join("\n\n")
    .replace(/(?<!\[)`(\w+)`/g, (all, name) =>
      names.has(name) ? `[${all}](#${name.toLowerCase()})` : all,
    );
}

/** A default begins with a value, or is a sentence. */
const codeFirst = (/** @type {string} */ text) =>
  text.replace(/^(true|false|undefined|"\w+"|\d+)/, "`$1`").replace(/\.$/, "");

/**
 * Returns the documentation comment before a node.
 * @param {Node} node
 * @returns {Doc}
 */
function docOf(node) {
  const comment = node.leadingComments?.findLast(
    (/** @type {Node} */ { type, value }) => type === "CommentBlock" && value.startsWith("*"),
  );
  return parseDoc(comment?.value ?? "");
}

/**
 * @param {string} comment from its second star to its end
 * @returns {Doc}
 */
function parseDoc(comment) {
  const lines = comment
    .slice(1)
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd());
  const [text = "", ...tags] = lines
    .join("\n")
    .trim()
    .split(/(?:^|\s)@(?=(?:default|throws|param|example|returns)\b)/);
  return {
    text: text.trim(),
    tags: tags.map((tag) => {
      const [, name = "", rest = ""] = /^(\w+)\s*([\s\S]*)$/.exec(tag) ?? [];
      return { tag: name, text: rest.trim() };
    }),
  };
}
