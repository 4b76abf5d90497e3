// What benchmarks write: dates, and figures in documents.

/** The day of a measurement, as in 2026-11-29. */
export const today = () => new Date().toISOString().slice(0, 10);

/**
 * Returns a document with the content of a block replaced: what stands between the lines
 * `<!-- name: … -->` and `<!-- /name -->`.
 * @param {string} text
 * @param {string} name
 * @param {string} content
 */
export function withBlock(text, name, content) {
  const found = new RegExp(`(<!-- ${name}: .*? -->\\n).*?(<!-- /${name} -->)`, "s");
  if (!found.test(text)) throw new Error(`Expected a guide with a block "<!-- ${name}: … -->".`);
  return text.replace(found, (_, start, end) => start + content + end);
}
