// dist/embed: what a site serves as one folder. The names of all files but themelight.js have their
// hash,
// so these may be cached for ever. themelight.js has their names and SRI hashes.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { noticesOf } from "../extension/notices.mjs";
import { cssText, minifyCss } from "../tools/build/css-text.mjs";
import { minifyScript } from "../tools/build/minify.mjs";
import { ifChanged } from "../tools/build/stamp.mjs";
import { inRoot, isMain, main } from "../tools/run.mjs";

/** @typedef {[name: string, integrity: string]} File a file of dist/embed and its SRI hash */

const WASM = "target/wasm/themelight.wasm";
const MODEL = "models/vi-public-life/vi-public-life.model";
const LICENCES = ["LICENSE-MIT", "LICENSE-APACHE"];
const NOTICES = "THIRD-PARTY-NOTICES.txt";
const NOTICES_HEAD =
  "The engine (engine-*.wasm) contains code of the crates below. The embed's own licences are in\n" +
  "LICENSE-MIT.txt and LICENSE-APACHE.txt.";
const resolveDir = inRoot("www/embed");
const out = (/** @type {string} */ name) => inRoot("dist", "embed", name);

export function buildEmbed() {
  return ifChanged(
    "the embed",
    {
      script: import.meta.url,
      inputs: [
        "www/src",
        "www/embed",
        "www/extension/notices.mjs",
        "target/wasm",
        MODEL,
        "Cargo.lock",
        ...LICENCES,
      ],
      outputs: ["dist/embed/themelight.js", "dist/embed/snippet.html", `dist/embed/${NOTICES}`],
    },
    async () => {
      rmSync(inRoot("dist", "embed"), { recursive: true, force: true });
      mkdirSync(inRoot("dist", "embed"), { recursive: true });
      const details = put("details.js", await moduleOf("../src/legend/details.js", OF_REST));
      const pack = put("pack.js", await moduleOf("../src/pack/reader.js"));
      const annotated = put("annotated.js", await moduleOf("../src/annotated.js"));
      const parts = {
        DETAILS: JSON.stringify(details),
        PACK: JSON.stringify(pack),
        ANNOTATED: JSON.stringify(annotated),
      };
      const files = {
        rest: put("rest.js", await moduleOf("./rest.js", {}, OF_REST, parts)),
        wasm: put("engine.wasm", readFileSync(inRoot(WASM))),
        model: put("vi-public-life.model", readFileSync(inRoot(MODEL))),
        css: put(
          "widget.css",
          await minifyCss(inRoot("www/src/ui/widget.css"), await import("esbuild")),
        ),
      };
      const loader = await bundle({
        entryPoints: [inRoot("www/embed/loader.ts")],
        define: { FILES: JSON.stringify(files) },
        banner: { js: "try {" },
        footer: { js: UNSTARTED },
      });
      writeFileSync(out("themelight.js"), loader);
      writeFileSync(out("snippet.html"), snippet(loader));
      for (const name of LICENCES) copyFileSync(inRoot(name), out(`${name}.txt`));
      writeFileSync(out(NOTICES), noticesOf([], NOTICES_HEAD));
    },
  );
}

/** What the modules export. */
const EXPORTS = {
  "./rest.js": "load, open",
  "../src/legend/details.js": "card, cuesOf, installStyles, Others, paragraphOf, whyBox",
  "../src/pack/reader.js": "readPack, verify",
  "../src/annotated.js": "taggerOf",
};

/**
 * Exports of modules that a script gives to the one it loads, which has no copy of them.
 * @typedef {Record<string, readonly string[]>} Shared
 */

/** @type {Shared} */
const OF_REST = {
  "src/dom/native.ts": ["bare", "doc", "getter", "method"],
  "src/dom/report.ts": ["fire"],
  "src/dom/el.ts": ["button", "el"],
  "src/dom/sheets.ts": ["adopt"],
  "src/i18n/fill.ts": ["fill", "percentOf"],
};

/**
 * An esbuild plugin: `import shared from "#shared"` returns an object of these exports.
 * @param {Shared} shared
 * @returns {import("esbuild").Plugin}
 */
const giving = (shared) => ({
  name: "giving",
  setup(build) {
    build.onResolve({ filter: /^#shared$/ }, ({ path }) => ({ path, namespace: "shared" }));
    build.onLoad({ filter: /./, namespace: "shared" }, () => {
      const imports = Object.entries(shared).map(
        ([path, names]) => `import { ${names} } from "./${path}";`,
      );
      const contents = `${imports.join("\n")}\nexport default { ${Object.values(shared)} };`;
      return { contents, resolveDir: inRoot("www") };
    });
  },
});

/**
 * An esbuild plugin: these modules are parts of the object `shared`.
 * @param {Shared} shared
 * @returns {import("esbuild").Plugin}
 */
const taking = (shared) => ({
  name: "taking",
  setup(build) {
    for (const [path, list] of Object.entries(shared)) {
      const filter = new RegExp(`/www/${path.replaceAll(".", "\\.")}$`);
      build.onLoad({ filter }, () => ({ contents: `export const { ${list} } = shared;` }));
    }
  },
});

/** Ends the loader: a page that lacks the likes of `Map` gets one report, not an uncaught error. */
const UNSTARTED = `} catch ({ message }) {
  console.error("Themelight: " + message);
  const detail = { code: "page/failed", message };
  document.dispatchEvent(new CustomEvent("themelight:error", { detail }));
}`;

/**
 * Writes a file with its hash in its name.
 * @param {string} name
 * @param {string | Uint8Array} content
 * @returns {File}
 */
function put(name, content) {
  const [stem, end] = name.split(/\.(?=[^.]+$)/);
  const versioned = `${stem}-${hash(content, "hex").slice(0, 8)}.${end}`;
  writeFileSync(out(versioned), content);
  return [versioned, integrity(content)];
}

/**
 * A script as a module that does nothing until its default export is called, with what it shares.
 * What a module script throws while it starts, the browser reports to the page; what a call throws,
 * the loader reports.
 * @param {keyof typeof EXPORTS} path
 * @param {Shared} [taken]
 * @param {Shared} [given]
 * @param {Record<string, string>} [define]
 */
const moduleOf = (path, taken = {}, given = {}, define = {}) =>
  bundle({
    // Not esbuild's own way to export from a function, which fails once `Object.prototype` has
    // keys.
    stdin: {
      contents: `import { ${EXPORTS[path]} } from "${path}"; part = { ${EXPORTS[path]} };`,
      resolveDir,
    },
    define,
    plugins: [cssText, taking(taken), giving(given)],
    banner: { js: "export default (shared) => { let part;" },
    footer: { js: "return part; };" },
  });

/**
 * Has Chromium (136 and later) compile all functions in the background, while the script is
 * loaded; otherwise each is parsed again on the main thread at its first call.
 */
const COMPILE_AHEAD = "//# allFunctionsCalledOnLoad\n";

/**
 * Bundles and minifies a script.
 * @param {import("esbuild").BuildOptions} options
 */
async function bundle(options) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    plugins: [cssText],
    ...options,
  });
  const code = (outputFiles ?? []).map(({ text }) => text).join("");
  return COMPILE_AHEAD + (await minifyScript(code));
}

/**
 * Returns every file that the embed loads, with its SRI hash.
 * @returns {File[]}
 */
export const embedHashes = () =>
  readdirSync(inRoot("dist", "embed"))
    .filter((name) => !/\.(html|txt)$/.test(name))
    .map((name) => [name, integrity(readFileSync(out(name)))]);

/**
 * @param {string | Uint8Array} content
 * @param {"hex" | "base64"} encoding
 */
const hash = (content, encoding) => createHash("sha256").update(content).digest(encoding);
const integrity = (/** @type {string | Uint8Array} */ content) =>
  `sha256-${hash(content, "base64")}`;

const snippet = (/** @type {string} */ loader) =>
  `<script async src="https://YOUR-SITE/embed/themelight.js" crossorigin="anonymous"\n` +
  `  integrity="${integrity(loader)}"></script>\n`;

if (isMain(import.meta.url)) main(buildEmbed);
