/** The line for a site's pages. */

/** What the embed needs of a Content-Security-Policy. */
export const CSP = "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** Adds the address of a pack to the embed's line. */
export const snippetFor = (embed: string, name: string): string =>
  embed.trim().replace("></script>", `\n  data-model="${name}.themelight"></script>`);

/** Returns a title as a file name: ASCII letters, digits and hyphens. */
export function fileNameOf(title: string): string {
  const plain = title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/đ/gi, "d")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain.slice(0, 60) || "themes";
}
