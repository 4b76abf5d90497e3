// Builds dist/npm: the npm package, for use with or without a bundler.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, normalize } from "node:path";
import { noticesOf } from "../../extension/notices.mjs";
import { Failure, inRoot, readJson, run } from "../run.mjs";
import { cssText } from "./css-text.mjs";
import { minifyScript } from "./minify.mjs";
import { ifChanged } from "./stamp.mjs";

export const MODEL = "models/vi-public-life/vi-public-life.model";
const WASM = "target/wasm/themelight.wasm";
const LEGAL = ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"];
const NOTICES = "THIRD-PARTY-NOTICES.txt";
const NOTICES_HEAD =
  "themelight.wasm contains code of the crates below. Its own licences are in LICENSE-MIT and\n" +
  "LICENSE-APACHE.";

const out = (/** @type {string[]} */ ...parts) => inRoot("dist", "npm", ...parts);

export function buildPackage() {
  const outputs = [
    "package.json",
    "index.js",
    "node.js",
    "worker.js",
    "themelight.wasm",
    "types/index.d.ts",
    NOTICES,
  ];
  return ifChanged(
    "the npm package",
    {
      script: import.meta.url,
      inputs: [
        "www/src",
        "www/npm",
        "www/extension/notices.mjs",
        "target/wasm",
        MODEL,
        "package.json",
        "Cargo.toml",
        "Cargo.lock",
        "www/tsconfig.json",
        "www/tsconfig.package.json",
        ...LEGAL,
      ],
      outputs: outputs.map((name) => `dist/npm/${name}`),
    },
    async () => {
      rmSync(out(), { recursive: true, force: true });
      mkdirSync(out(), { recursive: true });
      const { build } = await import("esbuild");
      /** @type {import("esbuild").BuildOptions} */
      const options = {
        entryNames: "[name]",
        chunkNames: "[name]-[hash]",
        outdir: out(),
        bundle: true,
        plugins: [cssText],
        format: "esm",
        platform: "neutral",
        external: ["node:*"],
        target: "es2022",
        legalComments: "none",
        logLevel: "warning",
      };
      const entries = (/** @type {string[]} */ ...names) =>
        names.map((name) => inRoot("www/src", name));
      // Node has its own entry: bundlers for browsers fail on `node:fs`, and Node's fetch reads no
      // files. It is not minified, for readable stack traces.
      await Promise.all([
        // What the first marks do not need is a script of its own, which bundlers keep apart.
        build({ ...options, entryPoints: entries("index.ts"), minify: true, splitting: true }),
        build({ ...options, entryPoints: entries("worker/worker.ts"), minify: true }),
        build({ ...options, entryPoints: entries("node.ts") }),
      ]);
      for (const name of readdirSync(out()).filter((one) => one !== "node.js")) {
        writeFileSync(out(name), await minifyScript(readFileSync(out(name), "utf8")));
      }
      await declareTypes();
      copyFileSync(inRoot(WASM), out("themelight.wasm"));
      copyFileSync(inRoot(MODEL), out("vi-public-life.model"));
      for (const name of LEGAL) copyFileSync(inRoot(name), out(name));
      copyFileSync(inRoot("www/npm/README.md"), out("README.md"));
      copyFileSync(inRoot("www/npm/file.d.ts"), out("types", "file.d.ts"));
      writeFileSync(out(NOTICES), noticesOf([], NOTICES_HEAD));
      writeFileSync(out("package.json"), `${JSON.stringify(manifest(), null, 2)}\n`);
    },
  );
}

/** Writes the type declarations. Does not check types: `npm test` does. */
async function declareTypes() {
  const types = out("types");
  const how = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--noCheck"];
  await run("tsc", ["-p", inRoot("www/tsconfig.package.json"), ...how, "--outDir", types]);
  prune(types, "index.d.ts");
}

/**
 * Deletes the declarations that the entry does not import, directly or indirectly.
 * @param {string} dir
 * @param {string} entry
 */
function prune(dir, entry) {
  /** @type {Set<string>} */
  const reached = new Set();
  const visit = (/** @type {string} */ path) => {
    if (reached.has(path) || !existsSync(join(dir, path))) return;
    reached.add(path);
    for (const [, to] of readFileSync(join(dir, path), "utf8").matchAll(
      /(?:from|import\()\s*"(\.[^"]+)\.js"/g,
    )) {
      visit(normalize(join(dirname(path), `${to}.d.ts`)));
    }
  };
  visit(entry);
  for (const path of readdirSync(dir, { recursive: true, encoding: "utf8" })) {
    if (path.endsWith(".d.ts") && !reached.has(normalize(path))) rmSync(join(dir, path));
  }
}

function manifest() {
  const { name, version, description, license, type, engines } = readJson("package.json");
  const cargo = readFileSync(inRoot("Cargo.toml"), "utf8");
  const repository = /^repository = "(.+)"$/m.exec(cargo)?.[1];
  const keywords = /^keywords = (\[.+\])$/m.exec(cargo)?.[1];
  if (!repository || !keywords)
    throw new Failure("Cargo.toml must have a repository and keywords.");
  const types = "./types/index.d.ts";
  // A module that exports the address is what bundlers make of an imported file.
  const file = (/** @type {string} */ path) => ({ types: "./types/file.d.ts", default: path });
  return {
    name,
    version,
    description,
    keywords: JSON.parse(keywords),
    homepage: `${repository}#readme`,
    bugs: `${repository}/issues`,
    repository: { type: "git", url: `git+${repository}.git` },
    license,
    type,
    engines,
    sideEffects: false,
    exports: {
      ".": { types, node: "./node.js", default: "./index.js" },
      "./themelight.wasm": file("./themelight.wasm"),
      "./vi-public-life.model": file("./vi-public-life.model"),
      "./package.json": "./package.json",
    },
    types,
    files: ["*.js", "themelight.wasm", "vi-public-life.model", "types", ...LEGAL, NOTICES],
  };
}
