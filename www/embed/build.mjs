// dist/embed: what a site serves as one folder. The rest, the wasm and the model carry their hash in their names, so
// they may be cached for ever; themelight.js keeps its name and knows theirs.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { minifyCss } from "../tools/css-text.mjs";
import { inRoot, isMain, main } from "../tools/run.mjs";
import { ifChanged } from "../tools/stamp.mjs";

const WASM = "target/wasm/themelight.wasm";
const MODEL = "models/vi-public-life/vi-public-life.model";
const out = (name) => inRoot("dist", "embed", name);

export function buildEmbed() {
  return ifChanged(
    "the embed",
    {
      inputs: ["www/src", "www/embed", "target/wasm", MODEL],
      outputs: ["dist/embed/themelight.js", "dist/embed/snippet.html"],
    },
    async () => {
      rmSync(inRoot("dist", "embed"), { recursive: true, force: true });
      mkdirSync(inRoot("dist", "embed"), { recursive: true });
      const wasm = versioned(WASM, "engine.wasm");
      const model = versioned(MODEL, "vi-public-life.model");
      copyFileSync(inRoot(WASM), out(wasm));
      copyFileSync(inRoot(MODEL), out(model));
      const sheet = await minifyCss(
        readFileSync(inRoot("www/src/ui/ui.css"), "utf8"),
        await import("esbuild"),
      );
      const css = `ui-${hash(sheet).slice(0, 8)}.css`;
      writeFileSync(out(css), sheet);
      const script = await bundle("rest.ts", { format: "esm" });
      const rest = `rest-${hash(script).slice(0, 8)}.js`;
      writeFileSync(out(rest), script);
      const loader = await bundle("loader.ts", {
        format: "iife",
        define: { FILES: JSON.stringify({ rest, css, wasm, model }) },
      });
      writeFileSync(out("themelight.js"), loader);
      writeFileSync(out("snippet.html"), snippet(loader));
    },
  );
}

async function bundle(entry, options) {
  const [{ build }, { minify }] = await Promise.all([import("esbuild"), import("terser")]);
  const { outputFiles } = await build({
    entryPoints: [inRoot("www/embed", entry)],
    bundle: true,
    minify: true,
    write: false,
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    ...options,
  });
  // A second minifier finds another four per cent, which is much where every page pays for them.
  const { code } = await minify(outputFiles[0].text, {
    module: options.format === "esm",
    ecma: 2022,
    compress: { passes: 4, toplevel: true, keep_fargs: false, hoist_props: true, unsafe_arrows: true },
    mangle: { toplevel: true },
  });
  return code;
}

const hash = (bytes, encoding = "hex", algorithm = "sha256") =>
  createHash(algorithm).update(bytes).digest(encoding);

function versioned(file, name) {
  const [stem, end] = name.split(/\.(?=[^.]+$)/);
  return `${stem}-${hash(readFileSync(inRoot(file))).slice(0, 8)}.${end}`;
}

const snippet = (loader) =>
  `<script async src="https://YOUR-SITE/embed/themelight.js" crossorigin="anonymous"\n` +
  `  integrity="sha384-${hash(loader, "base64", "sha384")}"></script>\n`;

if (isMain(import.meta.url)) main(buildEmbed);
