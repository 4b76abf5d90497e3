// `import css from "./ui.css"` gives the sheet's text, bundled and minified: what `CSSStyleSheet.replaceSync` takes.
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

/** A style sheet and all that it imports, as one text. */
export async function minifyCss(path, { build }) {
  const how = { bundle: true, minify: true, write: false, target: "es2022", charset: "utf8" };
  const { outputFiles } = await build({ entryPoints: [path], logLevel: "warning", ...how });
  return outputFiles[0].text.trim();
}
