// Measures what a reader downloads for Themelight and for other ways to mark themes. The packages
// are only bundled and compressed, never run; speeds are those of tests/bench/speed.json.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { filesOf } from "../../../www/tools/build/sizes.mjs";
import { inRoot, readJson, run } from "../../../www/tools/run.mjs";
import { FIGURES, writeComparison } from "./compare-table.mjs";
import { today } from "./document.mjs";

const FOLDER = inRoot("target/bench/compare");
const MODULES = join(FOLDER, "node_modules");

/** Exact versions: what readers see on the page, and what Transformers.js imports in a browser. */
const PACKAGES = {
  "mark.js": "8.11.1",
  "@huggingface/transformers": "4.3.2",
  "@huggingface/jinja": "0.5.10",
  "@huggingface/tokenizers": "0.2.0",
  "onnxruntime-web": "1.31.0-dev.20260914-8d85527a0",
  "onnxruntime-common": "1.31.0-dev.20260911-2a43ec07e",
};

/** The runtime that Transformers.js loads in Chromium and Firefox. */
const RUNTIME = ["mjs", "wasm"].map(
  (type) => `onnxruntime-web/dist/ort-wasm-simd-threaded.asyncify.${type}`,
);

/**
 * Measures the downloads in KB under Brotli.
 * @param {boolean} write whether the figures go to the repository and the site
 */
export async function compareDownloads(write) {
  for (const [name, version] of Object.entries(PACKAGES)) await unpack(name, version);
  const { files } = readJson("package.json").budgets["embed, all a reader downloads"];
  const figures = {
    date: today(),
    versions: {
      "mark.js": PACKAGES["mark.js"],
      transformers: PACKAGES["@huggingface/transformers"],
    },
    embed: kilobytes(files.flatMap(filesOf).map((file) => readFileSync(inRoot(file)))),
    "mark.js": kilobytes([await bundled('export { default } from "mark.js"')]),
    transformers: {
      script: kilobytes([await bundled('export { pipeline } from "@huggingface/transformers"')]),
      runtime: kilobytes(RUNTIME.map((file) => readFileSync(join(MODULES, file)))),
    },
  };
  console.log(figures);
  if (!write) return;
  writeFileSync(FIGURES, `${JSON.stringify(figures, null, 2)}\n`);
  writeComparison();
}

/** Downloads a package without its dependencies, of which some are large and for Node only. */
async function unpack(name, version) {
  const into = join(MODULES, name);
  if (readVersion(into) === version) return;
  console.log(`Downloading ${name} ${version} from npm, for the benchmark only.`);
  mkdirSync(FOLDER, { recursive: true });
  const options = { cwd: FOLDER, quiet: true };
  const packed = await run("npm", ["pack", "--json", `${name}@${version}`], options);
  const [, archive] = /"filename": *"([^"]+)"/.exec(packed);
  rmSync(into, { recursive: true, force: true });
  mkdirSync(join(into, ".."), { recursive: true });
  await run("tar", ["xf", archive], options);
  renameSync(join(FOLDER, "package"), into);
  rmSync(join(FOLDER, archive));
}

/** Returns the version of an unpacked package; undefined if there is none. */
function readVersion(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
}

/** Returns the bytes of a module for browsers with everything it imports. */
async function bundled(contents) {
  const { outputFiles } = await (await import("esbuild")).build({
    stdin: { contents, resolveDir: FOLDER },
    write: false,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
  return outputFiles[0].contents;
}

/** Quality 11 takes minutes for files of this size; 9 gives somewhat larger files. */
const LARGE = 10e6;

function kilobytes(contents) {
  const sizes = contents.map((bytes) => {
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: bytes.length > LARGE ? 9 : 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    return brotliCompressSync(bytes, { params }).length;
  });
  return Number((sizes.reduce((a, b) => a + b) / 1024).toFixed(1));
}
