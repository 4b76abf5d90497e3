// `import css from "./ui.css"` gives the sheet's text, minified: what `CSSStyleSheet.replaceSync` takes.
import { readFile } from "node:fs/promises";

export const cssText = {
  name: "css-text",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: await minifyCss(await readFile(path, "utf8"), build.esbuild),
      loader: "text",
    }));
  },
};

export async function minifyCss(css, { transform }) {
  const { code } = await transform(css, { loader: "css", minify: true, target: "es2022" });
  return code.trim();
}
