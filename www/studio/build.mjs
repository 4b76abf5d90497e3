// dist/site/studio: the page, its workers and the training wasm.
import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { embedHashes } from "../embed/build.mjs";
import { cssText } from "../tools/build/css-text.mjs";
import { inRoot } from "../tools/run.mjs";

export const TRAINING_WASM = "target/training-wasm/training.wasm";
/** Bags of paragraphs without a theme, for models whose examples have none. */
export const BACKGROUNDS = ["vi", "en"].map((lang) => `www/studio/background-${lang}.jsonl`);

/**
 * Writes the studio into a folder.
 * @param {string} folder
 */
export async function writeStudio(folder) {
  mkdirSync(folder, { recursive: true });
  const { build } = await import("esbuild");
  const engine = embedHashes().find(([name]) => /^engine-.*\.wasm$/.test(name))?.[0];
  await build({
    entryPoints: ["main", "worker/worker", "worker/trainer"].map((name) =>
      inRoot(`www/studio/${name}.ts`),
    ),
    entryNames: "[name]",
    chunkNames: "chunk-[hash]",
    outdir: folder,
    bundle: true,
    // The code for spreadsheets is a file of its own, loaded with the first of them.
    splitting: true,
    format: "esm",
    minify: true,
    charset: "utf8",
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
    define: { ENGINE: JSON.stringify(`../embed/${engine}`) },
    plugins: [cssText],
    loader: { ".csv": "text" },
  });
  for (const name of readdirSync(inRoot("www/studio"))) {
    if (/\.(html|css)$/.test(name)) copyFileSync(inRoot("www/studio", name), `${folder}/${name}`);
  }
  copyFileSync(inRoot(TRAINING_WASM), `${folder}/training.wasm`);
  for (const path of BACKGROUNDS) {
    if (existsSync(inRoot(path))) copyFileSync(inRoot(path), `${folder}/${path.split("/").at(-1)}`);
  }
}
