// Builds dist/npm: the npm package, for use with or without a bundler.
import {
  copyFileSync,
  cpSync,
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

/** Jest runs packages with the globals of jsdom, which has neither. */
const JEST = 'const { TextDecoder, TextEncoder } = require("node:util");';

const out = (/** @type {string[]} */ ...parts) => inRoot("dist", "npm", ...parts);

export function buildPackage() {
  const outputs = [
    "package.json",
    "index.js",
    "inline.js",
    "node.js",
    "data.js",
    "worker.js",
    "themelight.wasm",
    "types/index.d.ts",
    "cjs/index.js",
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
        plugins: [cssText, dataBeside],
        format: "esm",
        platform: "neutral",
        external: ["node:*"],
        target: "es2022",
        legalComments: "none",
        logLevel: "warning",
      };
      const entries = (/** @type {string[]} */ ...names) =>
        names.map((name) => inRoot("www/src", name));
      // Node has its own entries: bundlers for browsers fail on `node:fs`, and Node's fetch reads no
      // files. They are not minified, for readable stack traces.
      await Promise.all([
        // What the first marks do not need is a script of its own, which bundlers keep apart.
        build({ ...options, entryPoints: entries("index.ts"), minify: true, splitting: true }),
        build({
          ...options,
          entryPoints: entries("inline.ts", "worker/worker.ts"),
          minify: true,
        }),
        build({ ...options, entryPoints: entries("node.ts") }),
        build({
          ...options,
          entryPoints: [{ in: inRoot("www/src/node.ts"), out: "index" }],
          outdir: out("cjs"),
          format: "cjs",
          // Only `loadInWorker` uses it, which fails earlier: Node has no `Worker` of the web.
          define: { "import.meta.url": "undefined" },
          banner: { js: JEST },
        }),
      ]);
      const minified = (/** @type {string} */ name) => name.endsWith(".js") && name !== "node.js";
      for (const name of readdirSync(out()).filter(minified)) {
        writeFileSync(out(name), await minifyScript(readFileSync(out(name), "utf8")));
      }
      writeFileSync(out("data.js"), dataModule());
      copyFileSync(inRoot("www/npm/data.cjs"), out("cjs", "data.js"));
      await declareTypes();
      copyFileSync(inRoot(WASM), out("themelight.wasm"));
      copyFileSync(inRoot(MODEL), out("vi-public-life.model"));
      for (const name of LEGAL) copyFileSync(inRoot(name), out(name));
      copyFileSync(inRoot("www/npm/README.md"), out("README.md"));
      cpSync(out("types"), out("cjs", "types"), { recursive: true });
      // TypeScript without `exports` (its module resolution "node10") looks beside the files.
      for (const name of ["inline", "themelight.wasm", "vi-public-life.model"]) {
        const declared = name === "inline" ? "inline" : "file";
        const lines = [`export * from "./types/${declared}.js";`];
        if (declared === "file") lines.push('export { default } from "./types/file.js";');
        writeFileSync(out(`${name}.d.ts`), `${lines.join("\n")}\n`);
      }
      writeFileSync(out("cjs", "package.json"), '{ "type": "commonjs" }\n');
      writeFileSync(out(NOTICES), noticesOf([], NOTICES_HEAD));
      writeFileSync(out("package.json"), `${JSON.stringify(manifest(), null, 2)}\n`);
    },
  );
}

/**
 * Leaves `#data`, the default wasm and model, to a file beside the script: two entries share it.
 * @type {import("esbuild").Plugin}
 */
const dataBeside = {
  name: "data",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^#data$/ }, () => ({
      path: "./data.js",
      external: true,
      sideEffects: false,
    })),
};

/** Returns the module `#data`. As base64, since no bundler changes or moves a string. */
function dataModule() {
  const base64 = (/** @type {string} */ path) => readFileSync(inRoot(path)).toString("base64");
  return `// The default wasm and model for themelight/inline and Node.
const bytes = (base64) => Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
export const wasm = () => bytes("${base64(WASM)}");
export const model = () => bytes("${base64(MODEL)}");
`;
}

/** Writes the type declarations. Does not check types: `npm test` does. */
async function declareTypes() {
  const types = out("types");
  const how = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--noCheck"];
  await run("tsc", ["-p", inRoot("www/tsconfig.package.json"), ...how, "--outDir", types]);
  prune(types, ["index.d.ts", "inline.d.ts"]);
  for (const name of ["file.d.ts", "globals.d.ts"]) {
    copyFileSync(inRoot("www/npm", name), out("types", name));
  }
  for (const entry of ["index.d.ts", "inline.d.ts"]) {
    const path = join(types, entry);
    writeFileSync(path, `import "./globals.js";\n${readFileSync(path, "utf8")}`);
  }
}

/**
 * Deletes the declarations that the entries do not import, directly or indirectly.
 * @param {string} dir
 * @param {readonly string[]} entries
 */
function prune(dir, entries) {
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
  entries.forEach(visit);
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
  /**
   * Conditions of an entry: types for each kind of module, since TypeScript tells them apart.
   * @param {string} declared in `types` and `cjs/types`
   * @param {string} browser
   * @param {string} node
   */
  const entry = (declared, browser, node) => {
    const esm = (/** @type {string} */ path) => ({ types: `./types/${declared}`, default: path });
    const cjs = { types: `./cjs/types/${declared}`, default: "./cjs/index.js" };
    return {
      node: { require: cjs, default: esm(node) },
      // Bundlers have this condition for `require` too. What is left is Jest with jsdom.
      module: esm(browser),
      require: cjs,
      default: esm(browser),
    };
  };
  /**
   * A file; bundlers make a module that exports its address of it.
   * @param {string} path
   */
  const file = (path) => ({
    require: { types: "./cjs/types/file.d.ts", default: path },
    default: { types: "./types/file.d.ts", default: path },
  });
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
      ".": entry("index.d.ts", "./index.js", "./node.js"),
      "./inline": entry("inline.d.ts", "./inline.js", "./node.js"),
      "./themelight.wasm": file("./themelight.wasm"),
      "./vi-public-life.model": file("./vi-public-life.model"),
      "./package.json": "./package.json",
    },
    types,
    files: [
      "*.js",
      "*.d.ts",
      "cjs",
      "themelight.wasm",
      "vi-public-life.model",
      "types",
      ...LEGAL,
      NOTICES,
    ],
  };
}
