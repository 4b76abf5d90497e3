// dist/site: the demo. Uses the npm package as any site would: as files beside the page.
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { inRoot } from "../run.mjs";
import { ifChanged } from "./stamp.mjs";

const out = (/** @type {string[]} */ ...parts) => inRoot("dist", "site", ...parts);
const PACKAGE = ["index.js", "themelight.wasm", "vi-public-life.model"];

/** Fixtures of the tests with layouts of real newspapers; the gallery shows some of them. */
const PAGES = "tests/fixtures/pages";
const EMBED_LINE = '<script async src="../embed/themelight.js"></script>';

/**
 * Replaces the demo's imports from www/src, which give it types, by the built package.
 * @type {import("esbuild").Plugin}
 */
const usesThePackage = {
  name: "themelight-package",
  setup(build) {
    build.onResolve({ filter: /\/src\/index\.js$/ }, () => ({
      path: "./themelight/index.js",
      external: true,
    }));
  },
};

export function buildSite() {
  return ifChanged(
    "the site",
    {
      script: import.meta.url,
      inputs: ["dist/npm", "dist/embed", "www/demo", PAGES],
      outputs: ["dist/site/index.html", "dist/site/demo.js"],
    },
    async () => {
      rmSync(out(), { recursive: true, force: true });
      mkdirSync(out("themelight"), { recursive: true });
      const { build } = await import("esbuild");
      await build({
        entryPoints: [inRoot("www/demo/demo.ts")],
        outdir: out(),
        bundle: true,
        format: "esm",
        target: "es2022",
        plugins: [usesThePackage],
        logLevel: "warning",
      });
      for (const name of PACKAGE)
        copyFileSync(inRoot("dist", "npm", name), out("themelight", name));
      for (const name of readdirSync(inRoot("www/demo"))) {
        if (!name.endsWith(".ts")) cpSync(inRoot("www/demo", name), out(name), { recursive: true });
      }
      copyGallery();
      copyFonts();
      compress();
    },
  );
}

/** Copies the embed and the pages that gallery.html names, each with the embed's script element. */
function copyGallery() {
  cpSync(inRoot("dist/embed"), out("embed"), { recursive: true });
  mkdirSync(out("pages"));
  const gallery = readFileSync(inRoot("www/demo/gallery.html"), "utf8");
  for (const [, name = ""] of gallery.matchAll(/href="pages\/([^"]+)"/g)) {
    const page = readFileSync(inRoot(PAGES, name), "utf8");
    writeFileSync(out("pages", name), page.replace("</head>", `  ${EMBED_LINE}\n  </head>`));
  }
}

/** Writes a `.br` beside every file that Brotli makes smaller. Our server sends it. */
function compress() {
  for (const name of readdirSync(out(), { recursive: true, encoding: "utf8" })) {
    if (!/\.(css|html|js|json|model|svg|wasm)$/.test(name)) continue;
    writeFileSync(out(`${name}.br`), brotliCompressSync(readFileSync(out(name))));
  }
}

/** Copies the fonts that fonts.css names from their npm packages, with their licences. */
function copyFonts() {
  mkdirSync(out("fonts"));
  for (const family of ["@fontsource-variable/newsreader", "@fontsource/be-vietnam-pro"]) {
    const from = (/** @type {string} */ name) => inRoot("node_modules", family, name);
    const short = String(family.split("/")[1]);
    for (const [, file = ""] of readFileSync(inRoot("www/demo/fonts.css"), "utf8").matchAll(
      /"fonts\/([^"]+)"/g,
    )) {
      if (file.startsWith(short)) copyFileSync(from(`files/${file}`), out("fonts", file));
    }
    copyFileSync(from("LICENSE"), out("fonts", `${short}-LICENSE.txt`));
  }
}
