// Builds the systems to measure and returns their sizes.
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync, constants } from "node:zlib";
import { ifChanged } from "../../../www/tools/build/stamp.mjs";
import { inRoot, run } from "../../../www/tools/run.mjs";
import { labelled } from "./texts.mjs";

/** Titles in tables, and the files that each script loads; the last file is the model. */
export const SYSTEMS = {
  limit: { title: "yardstick", files: ["limit.wasm"] },
  themelight: { title: "Themelight", files: ["themelight.wasm", "vi-public-life.model"] },
  "fasttext-crate": {
    title: "crate fasttext 0.8 as wasm",
    files: ["fasttext-crate.wasm", "fasttext.bin"],
  },
  "fasttext-wasm": { title: "fasttext.wasm.js 1.0", files: ["fasttext-wasm.wasm", "fasttext.bin"] },
  bayes: { title: "bayes 1.0", files: ["bayes.json"] },
  wink: { title: "wink naive Bayes 2.2", files: ["wink.json"] },
  natural: { title: "natural 8.1, logistic regression", files: ["natural.json"] },
};

export const PEERS = Object.keys(SYSTEMS).slice(2);

const PEERS_FOLDER = inRoot("tests/bench/peers");
const target = (...parts) => inRoot("target/bench", ...parts);
/** Returns the path of a file of the benchmark's site. */
export const site = (...parts) => target("site", ...parts);

export async function buildSystems() {
  mkdirSync(site(), { recursive: true });
  await buildLimit();
  await installPeers();
  await buildFastText();
  await trainPeers();
  await bundle();
  for (const name of SYSTEMS.themelight.files) copyFileSync(inRoot("dist/npm", name), site(name));
}

const cargo = (folder, ...args) =>
  run("cargo", ["build", "--release", "--locked", "--target-dir", target(), ...args], {
    cwd: inRoot(folder),
    quiet: true,
  });
const WASM = ["--target", "wasm32-unknown-unknown", "--lib"];

async function buildLimit() {
  await cargo("tests/bench/limit", ...WASM);
  await optimise("limit.wasm", "limit.wasm");
}

async function buildFastText() {
  await cargo("tests/bench/peers/fasttext", ...WASM);
  await optimise("fasttext_peer.wasm", "fasttext-crate.wasm");
  await cargo("tests/bench/peers/fasttext", "--bin", "fasttext-train");
  copyFileSync(
    `${PEERS_FOLDER}/node_modules/fasttext.wasm.js/dist/core/fastText.common.wasm`,
    site("fasttext-wasm.wasm"),
  );
}

const optimise = (from, to) =>
  run("wasm-opt", [
    target("wasm32-unknown-unknown/release", from),
    "-O3",
    "--all-features",
    "-o",
    site(to),
  ]);

async function installPeers() {
  if (existsSync(`${PEERS_FOLDER}/node_modules`)) return;
  console.log("Installing the peers from npm, for the benchmark only.");
  await run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: PEERS_FOLDER });
}

/**
 * Trains small models on the same paragraphs, with the first label only if a peer supports one
 * label per text.
 */
async function trainPeers() {
  const outputs = ["fasttext.bin", "bayes.json", "wink.json", "natural.json"].map(
    (name) => `target/bench/site/${name}`,
  );
  const inputs = [
    "models/vi-public-life/corpus",
    "tests/bench/lib",
    "tests/bench/peers/fasttext/src",
  ];
  await ifChanged("the peers' models", { inputs, outputs, extra: [] }, async () => {
    const examples = labelled();
    const lines = examples.map(({ text, labels }) =>
      [
        ...(labels.length ? labels : ["none"]).map((label) => `__label__${label}`),
        text.toLowerCase(),
      ].join(" "),
    );
    writeFileSync(target("labelled.txt"), `${lines.join("\n")}\n`);
    await run(target("release/fasttext-train"), [target("labelled.txt"), site("fasttext.bin")]);

    const require = createRequire(`${PEERS_FOLDER}/package.json`);
    const first = ({ labels }) => labels[0] ?? "none";
    const bayes = require("bayes")();
    for (const example of examples) await bayes.learn(example.text, first(example));
    writeFileSync(site("bayes.json"), bayes.toJson());

    const { prepare } = await import("../systems/prepare.js");
    const wink = require("wink-naive-bayes-text-classifier")();
    wink.definePrepTasks([prepare]);
    wink.defineConfig({ considerOnlyPresence: true, smoothingFactor: 0.5 });
    for (const example of examples) wink.learn(example.text, first(example));
    wink.consolidate();
    writeFileSync(site("wink.json"), wink.exportJSON());

    // natural uses batch gradient descent over dense vectors: a sixth of the corpus takes 30 s.
    const natural =
      new (require("natural/lib/natural/classifiers/logistic_regression_classifier.js"))();
    for (const example of examples.filter((_, i) => i % 6 === 0))
      natural.addDocument(example.text, first(example));
    natural.train();
    writeFileSync(site("natural.json"), JSON.stringify(natural));
  });
}

async function bundle() {
  await (await import("esbuild")).build({
    entryPoints: [...Object.keys(SYSTEMS), "measure"].map((name) =>
      inRoot(`tests/bench/systems/${name}.js`),
    ),
    outdir: site("systems"),
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    nodePaths: [`${PEERS_FOLDER}/node_modules`],
    // Modules of Node that some peers import but do not use in a page.
    external: ["node:*", "module"],
    alias: Object.fromEntries(
      ["fs", "fs/promises", "path", "url", "http", "crypto", "events", "util", "os"].map((name) => [
        name,
        inRoot("tests/bench/systems/nothing.cjs"),
      ]),
    ),
    define: { global: "globalThis" },
    logLevel: "error",
  });
}

/** Returns the download sizes in KB under Brotli: script and wasm, and the model. */
export function sizes(name) {
  const { files } = SYSTEMS[name];
  const model = files.length > 1 || !files[0].endsWith(".wasm") ? files.at(-1) : undefined;
  const runtime = [`systems/${name}.js`, ...files.filter((file) => file !== model)];
  return { runtime: kilobytes(runtime), model: model ? kilobytes([model]) : 0 };
}

function kilobytes(files) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  const bytes = files.map(
    (file) => brotliCompressSync(readFileSync(site(file)), { params }).length,
  );
  return bytes.reduce((a, b) => a + b) / 1024;
}
