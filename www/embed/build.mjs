// dist/embed: what a site serves as one folder. The rest, the wasm and the model carry their hash in their names, so
// they may be cached for ever; themelight.js keeps its name and knows theirs.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
      const files = { "./themelight.wasm": `./${wasm}`, "./vi-public-life.model": `./${model}` };
      const rest = await bundle("rest.ts", { format: "esm", plugins: [renamed(files)] });
      const restName = `rest-${hash(rest).slice(0, 8)}.js`;
      writeFileSync(out(restName), rest);
      const loader = await bundle("loader.ts", {
        format: "iife",
        define: { REST: JSON.stringify(restName) },
      });
      writeFileSync(out("themelight.js"), loader);
      writeFileSync(out("snippet.html"), snippet(loader));
    },
  );
}

async function bundle(entry, options) {
  const { build } = await import("esbuild");
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
  return outputFiles[0].contents;
}

/** The engine names its files as they lie in the npm package; here they carry their hash. */
function renamed(files) {
  return {
    name: "versioned-files",
    setup(build) {
      build.onLoad({ filter: /engine\/index\.ts$/ }, ({ path }) => {
        let contents = readFileSync(path, "utf8");
        for (const [from, to] of Object.entries(files)) {
          if (!contents.includes(`"${from}"`)) throw new Error(`${path} no longer names ${from}`);
          contents = contents.replace(`"${from}"`, `"${to}"`);
        }
        return { contents, loader: "ts" };
      });
    },
  };
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
