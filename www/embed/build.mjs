// dist/embed: what a site serves as one folder. All files but themelight.js carry their hash in their names, so they may
// be cached for ever; themelight.js keeps its name and knows theirs, and what their bytes must be.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { minifyCss } from "../tools/css-text.mjs";
import { inRoot, isMain, main } from "../tools/run.mjs";
import { ifChanged } from "../tools/stamp.mjs";

const WASM = "target/wasm/themelight.wasm";
const MODEL = "models/vi-public-life/vi-public-life.model";
const resolveDir = inRoot("www/embed");
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
      const css = await minifyCss(inRoot("www/src/ui/ui.css"), await import("esbuild"));
      const [{ TEXTS }, { NAMES: names }] = await Promise.all(
        ["i18n/index.ts", "finder/names.ts"].map(moduleOf),
      );
      const ui = Object.entries(TEXTS).map(([lang, texts]) => [
        lang,
        put(`ui-${lang}.json`, Buffer.from(JSON.stringify({ css, texts, names }))),
      ]);
      const files = {
        rest: put("rest.js", Buffer.from(await restModule())),
        wasm: put("engine.wasm", readFileSync(inRoot(WASM))),
        model: put("vi-public-life.model", readFileSync(inRoot(MODEL))),
        ui: Object.fromEntries(ui),
      };
      const define = { FILES: JSON.stringify(files) };
      const loader = Buffer.from(
        await bundle("loader.ts", {
          entryPoints: [inRoot("www/embed/loader.ts")],
          format: "iife",
          define,
          banner: { js: "try {" },
          footer: { js: UNSTARTED },
        }),
      );
      writeFileSync(out("themelight.js"), loader);
      writeFileSync(out("snippet.html"), snippet(loader));
    },
  );
}

/** Ends the loader: a page that lacks the likes of `Map` gets one report, not an uncaught error. */
const UNSTARTED = `} catch ({ message }) {
  console.error("Themelight: " + message);
  const detail = { code: "page/failed", message };
  document.dispatchEvent(new CustomEvent("themelight:error", { detail }));
}`;

/** Writes a file under a name with its hash, so that it may be cached for ever: that name, and its SRI hash. */
function put(name, bytes) {
  const [stem, end] = name.split(/\.(?=[^.]+$)/);
  const versioned = `${stem}-${hash(bytes).slice(0, 8)}.${end}`;
  writeFileSync(out(versioned), bytes);
  return [versioned, integrity(bytes)];
}

/** A module of the widget that is data, read by Node. */
async function moduleOf(path) {
  const { build } = await import("esbuild");
  const entryPoints = [inRoot("www/src", path)];
  const { outputFiles } = await build({ entryPoints, bundle: true, write: false, format: "esm" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/**
 * The rest as a module that does nothing until its default export is called. What a module script
 * throws while it starts, the browser reports to the page; what a call throws, the loader reports.
 */
const restModule = () =>
  bundle("rest.ts", {
    // Not esbuild's own way to export from a function, which fails once `Object.prototype` has keys.
    stdin: { contents: 'import { load, open } from "./rest.js"; rest = { load, open };', resolveDir },
    format: "iife",
    banner: { js: "export default () => { let rest;" },
    footer: { js: "return rest; };" },
  });

async function bundle(name, options) {
  const [{ build }, { minify }] = await Promise.all([import("esbuild"), import("terser")]);
  const { outputFiles } = await build({
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
    module: name === "rest.ts",
    ecma: 2022,
    compress: {
      passes: 4,
      toplevel: true,
      keep_fargs: false,
      hoist_props: true,
      pure_getters: true,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_methods: true,
      // Brotli likes plain repetition better than what is shortest before it.
      inline: 1,
      sequences: false,
    },
    mangle: { toplevel: true },
  });
  return code;
}

/** Every file of the embed with its SRI hash. */
export const embedHashes = () =>
  readdirSync(inRoot("dist", "embed"))
    .filter((name) => name !== "snippet.html")
    .map((name) => [name, integrity(readFileSync(out(name)))]);

const hash = (bytes, encoding = "hex") => createHash("sha256").update(bytes).digest(encoding);
const integrity = (bytes) => `sha256-${hash(bytes, "base64")}`;

const snippet = (loader) =>
  `<script async src="https://YOUR-SITE/embed/themelight.js" crossorigin="anonymous"\n` +
  `  integrity="${integrity(loader)}"></script>\n`;

if (isMain(import.meta.url)) main(buildEmbed);
