// Bundles style sheets as text for `CSSStyleSheet.replaceSync`.

/**
 * An esbuild plugin: `import css from "./ui.css"` returns the bundled and minified text.
 * @type {import("esbuild").Plugin}
 */
export const cssText = {
  name: "css-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: await minifyCss(path, build.esbuild),
      loader: "text",
      watchFiles: [path],
    }));
  },
};

/**
 * Returns a style sheet and all sheets that it imports as one minified text.
 * @param {string} path
 * @param {Pick<typeof import("esbuild"), "build">} esbuild
 */
export async function minifyCss(path, { build }) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    write: false,
    target: "es2022",
    charset: "utf8",
    logLevel: "warning",
  });
  return outputFiles.map(({ text }) => text.trim()).join("");
}
