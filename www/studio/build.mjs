// dist/site/studio: the page, its workers and the training wasm.
import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { embedHashes } from "../embed/build.mjs";
import { bundledPackages, noticesOf } from "../extension/notices.mjs";
import { cssText } from "../tools/build/css-text.mjs";
import { BACKGROUND, vietnameseBackground } from "../tools/model/background.mjs";
import { inRoot } from "../tools/run.mjs";

const TRAINING_WASM = "target/training-wasm/training.wasm";
const SHEETS_WASM = "target/sheets-wasm/sheets.wasm";

/** Files and folders that the studio is made of. */
export const INPUTS = [
  "www/extension/notices.mjs",
  "Cargo.lock",
  "www/src",
  "www/studio",
  "target/wasm",
  "target/training-wasm",
  "target/sheets-wasm",
  BACKGROUND,
  "www/tools/model/background.mjs",
];
const NOTICES =
  "The studio contains code of the packages below. Its own licences are MIT or Apache-2.0.";

/**
 * Writes the studio into a folder.
 * @param {string} folder
 */
export async function writeStudio(folder) {
  mkdirSync(folder, { recursive: true });
  const { build } = await import("esbuild");
  const engine = embedHashes().find(([name]) => /^engine-.*\.wasm$/.test(name))?.[0];
  const { metafile } = await build({
    entryPoints: ["main", "worker/worker", "worker/trainer"].map((name) =>
      inRoot(`www/studio/${name}.ts`),
    ),
    entryNames: "[name]",
    chunkNames: "chunk-[hash]",
    outdir: folder,
    bundle: true,
    metafile: true,
    // The code for spreadsheets is a file of its own, loaded with the first of them.
    splitting: true,
    format: "esm",
    minify: true,
    charset: "utf8",
    target: "es2022",
    legalComments: "none",
    logLevel: "warning",
    define: {
      ENGINE: JSON.stringify(`../embed/${engine}`),
      TRAINING_BYTES: String(statSync(inRoot(TRAINING_WASM)).size),
    },
    plugins: [cssText],
    loader: { ".csv": "text" },
  });
  for (const name of readdirSync(inRoot("www/studio"))) {
    if (/\.(html|css)$/.test(name)) copyFileSync(inRoot("www/studio", name), `${folder}/${name}`);
  }
  copyFileSync(inRoot(TRAINING_WASM), `${folder}/training.wasm`);
  copyFileSync(inRoot(SHEETS_WASM), `${folder}/sheets.wasm`);
  const notices = noticesOf(bundledPackages(metafile), NOTICES, ["--features", "train,sheets"]);
  writeFileSync(`${folder}/THIRD-PARTY-NOTICES.txt`, notices);
  writeFileSync(`${folder}/background-vi.jsonl`, vietnameseBackground());
  copyFileSync(inRoot(BACKGROUND, "en.txt"), `${folder}/background-en.txt`);
}
