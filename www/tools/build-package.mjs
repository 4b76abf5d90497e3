// dist/npm: the package, ready for `npm pack`. Works as it lies there, with or without a bundler.
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
import { cssText } from "./css-text.mjs";
import { inRoot, run } from "./run.mjs";
import { ifChanged } from "./stamp.mjs";

export const MODEL = "models/vi-public-life/vi-public-life.model";
const WASM = "target/wasm/themelight.wasm";
const LEGAL = ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"];

const out = (...parts) => inRoot("dist", "npm", ...parts);

export function buildPackage() {
  const outputs = ["package.json", "index.js", "node.js", "worker.js", "themelight.wasm", "types/index.d.ts"];
  return ifChanged(
    "the npm package",
    {
      inputs: ["www/src", "target/wasm", MODEL, "package.json", "www/tsconfig.json", ...LEGAL, "www/tools"],
      outputs: outputs.map((name) => `dist/npm/${name}`),
    },
    async () => {
      rmSync(out(), { recursive: true, force: true });
      mkdirSync(out(), { recursive: true });
      const { build } = await import("esbuild");
      await build({
        // Two entries besides the worker's because a bundler for browsers stumbles over `node:fs`, and Node's fetch does not read files.
        entryPoints: ["index.ts", "node.ts", "worker/worker.ts"].map((name) => inRoot("www/src", name)),
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

/** Without checking: `npm test` does that, and a page can be looked at while its types are still being put right. */
async function declareTypes() {
  const types = out("types");
  const how = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--noCheck"];
  await run("tsc", ["-p", inRoot("www/tsconfig.package.json"), ...how, "--outDir", types]);
  prune(types, "index.d.ts");
}

/** Keeps the declarations that the entry leads to: those of internal modules would be noise in the package. */
function prune(dir, entry) {
  const reached = new Set();
  const visit = (path) => {
    if (reached.has(path) || !existsSync(join(dir, path))) return;
    reached.add(path);
    for (const [, to] of readFileSync(join(dir, path), "utf8").matchAll(
      /(?:from|import\()\s*"(\.[^"]+)\.js"/g,
    )) {
      visit(normalize(join(dirname(path), `${to}.d.ts`)));
    }
  };
  visit(entry);
  for (const path of readdirSync(dir, { recursive: true })) {
    if (path.endsWith(".d.ts") && !reached.has(normalize(path))) rmSync(join(dir, path));
  }
}

function manifest() {
  const { name, version, description, license, type, engines } = JSON.parse(
    readFileSync(inRoot("package.json"), "utf8"),
  );
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
