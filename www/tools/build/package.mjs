// dist/npm: the npm package, ready for `npm pack`. Works with or without a bundler.
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
import { inRoot, readJson, run } from "../run.mjs";
import { cssText } from "./css-text.mjs";
import { ifChanged } from "./stamp.mjs";

export const MODEL = "models/vi-public-life/vi-public-life.model";
const WASM = "target/wasm/themelight.wasm";
const LEGAL = ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"];

const out = (/** @type {string[]} */ ...parts) => inRoot("dist", "npm", ...parts);

export function buildPackage() {
  const outputs = [
    "package.json",
    "index.js",
    "node.js",
    "worker.js",
    "themelight.wasm",
    "types/index.d.ts",
  ];
  return ifChanged(
    "the npm package",
    {
      script: import.meta.url,
      inputs: [
        "www/src",
        "target/wasm",
        MODEL,
        "package.json",
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
      await build({
        // Node has its own entry: bundlers for browsers fail on `node:fs`, and Node's fetch reads no
        // files.
        entryPoints: ["index.ts", "node.ts", "worker/worker.ts"].map((name) =>
          inRoot("www/src", name),
        ),
        entryNames: "[name]",
        outdir: out(),
        bundle: true,
        minify: true,
        plugins: [cssText],
        format: "esm",
        platform: "neutral",
        external: ["node:*"],
        target: "es2022",
        legalComments: "none",
        logLevel: "warning",
      });
      await declareTypes();
      copyFileSync(inRoot(WASM), out("themelight.wasm"));
      copyFileSync(inRoot(MODEL), out("vi-public-life.model"));
      for (const name of LEGAL) copyFileSync(inRoot(name), out(name));
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
 * Deletes the declarations that the entry does not import, directly or not.
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
  return {
    name,
    version,
    description,
    license,
    type,
    engines,
    sideEffects: false,
    exports: {
      ".": { types: "./types/index.d.ts", node: "./node.js", default: "./index.js" },
      "./themelight.wasm": "./themelight.wasm",
      "./vi-public-life.model": "./vi-public-life.model",
      "./package.json": "./package.json",
    },
    types: "./types/index.d.ts",
  };
}
