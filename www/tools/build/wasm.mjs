// Builds the crate as wasm: target/wasm/themelight.{js,d.ts,wasm}, which www/src/engine imports as
// "#wasm", target/training-wasm/training.{js,d.ts,wasm}, which www/studio/training.ts imports as
// "#training-wasm", target/sheets-wasm/sheets.{js,d.ts,wasm}, which www/studio/import/sheet.ts imports
// as "#sheets-wasm", and target/trace-wasm/trace.{js,d.ts,wasm}, which www/site/explainer/tracer.ts
// imports as "#trace-wasm".
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { capture, env, inRoot, run } from "../run.mjs";
import { remapFlags } from "./remap.mjs";
import { ifChanged } from "./stamp.mjs";

/**
 * WebAssembly features that rustc uses by default; every browser with CSS custom highlights has
 * them.
 */
const FEATURES = [
  "--enable-bulk-memory",
  "--enable-bulk-memory-opt",
  "--enable-multivalue",
  "--enable-mutable-globals",
  "--enable-nontrapping-float-to-int",
  "--enable-reference-types",
  "--enable-sign-ext",
];

/**
 * LLVM has inlined what is hot. Inlining more functions with one caller gains no time, and the wasm
 * of the studio compresses worse by a tenth.
 */
const INLINING = ["--converge", "--one-caller-inline-max-function-size", "20"];

const KB = 1024;

/** The wasm that tags: `src/wasm/inference.rs`. */
export function buildWasm() {
  return build("wasm", "themelight", {
    what: "the wasm",
    profile: "wasm",
    level: "-O3",
    stack: 128 * KB,
    writeScript: writeStart,
  });
}

/** The wasm that trains, for the studio: `src/wasm/training.rs`. */
export const buildTrainingWasm = () =>
  build("training-wasm", "training", { what: "the training wasm", feature: "train" });

/** The wasm that reads spreadsheets, for the studio: `src/wasm/sheets.rs`. */
export const buildSheetsWasm = () =>
  build("sheets-wasm", "sheets", { what: "the wasm for spreadsheets", feature: "sheets" });

/** The wasm that explains a probability, for the documentation: `src/wasm/trace.rs`. */
export const buildTraceWasm = () =>
  build("trace-wasm", "trace", { what: "the wasm of the explainer", feature: "trace" });

/**
 * Writes the script that starts the wasm. That of wasm-bindgen's target "web" also fetches it,
 * compiles it and reports failures, which `www/src/engine` does: readers would download that twice.
 * @param {string} packed the folder with the output for the target "bundler"
 * @param {string} out the path of the script, without its ending
 */
function writeStart(packed, out) {
  const glue = "./themelight_bg.js";
  // No library of TypeScript but that of browsers declares it.
  const { Module } = /** @type {any} */ (globalThis).WebAssembly;
  const module = new Module(readFileSync(join(packed, "themelight_bg.wasm")));
  /** @type {{ name: string }[]} */
  const imports = Module.imports(module);
  const names = imports.map(({ name }) => name).join(", ");
  writeFileSync(
    `${out}.js`,
    [
      `import { __wbg_set_wasm, ${names} } from "${glue}";`,
      `export { WasmTagger } from "${glue}";`,
      "export default async function start(module) {",
      `  const imports = { "${glue}": { ${names} } };`,
      "  const { exports } = await WebAssembly.instantiate(module, imports);",
      "  __wbg_set_wasm(exports);",
      "  exports.__wbindgen_start();",
      "  return exports;",
      "}\n",
    ].join("\n"),
  );
  writeFileSync(
    `${out}.d.ts`,
    `${readFileSync(join(packed, "themelight.d.ts"), "utf8")}
/** Starts the engine, once, and returns the exports of the wasm. */
export default function start(
  module: WebAssembly.Module,
): Promise<{ readonly memory: WebAssembly.Memory }>;
`,
  );
  copyFileSync(join(packed, glue), join(out, "..", glue));
}

/**
 * Builds target/FOLDER/NAME.{js,d.ts,wasm}. What is not said is as for the wasm that few load: small
 * code, and one stack, so that cargo compiles the crates once for all of them.
 * @param {string} folder
 * @param {string} name
 * @param {object} options
 * @param {string} options.what name for messages
 * @param {string} [options.feature] of the crate
 * @param {string} [options.profile] in Cargo.toml
 * @param {string} [options.level] of wasm-opt
 * @param {number} [options.stack] size in bytes; ten times the need
 * @param {(packed: string, out: string) => void} [options.writeScript] writes script and types from
 *   wasm-bindgen's output for the target "bundler"; without it they are those for the target "web"
 */
function build(
  folder,
  name,
  { what, feature, profile = "training", level = "-Oz", stack = 1024 * KB, writeScript },
) {
  const types = ["js", "d.ts", "wasm"];
  const names = [
    ...types.map((type) => `${name}.${type}`),
    ...(writeScript ? [`${name}_bg.js`] : []),
  ];
  return ifChanged(
    what,
    {
      script: import.meta.url,
      inputs: ["src", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "www/tools/setup.mjs"],
      outputs: names.map((file) => `target/${folder}/${file}`),
      extra: [capture("rustc", ["--version"])],
    },
    async () => {
      await run("cargo", ["fetch", "--locked", "--target", "wasm32-unknown-unknown"]);
      const flags = [...remapFlags(), `-Clink-arg=-zstack-size=${stack}`];
      const packed = inRoot("target", `${folder}-pack`);
      // --no-opt: wasm-pack would download an old wasm-opt. The current one is an npm package.
      const target = writeScript ? "bundler" : "web";
      const packing = ["--target", target, "--profile", profile, "--no-opt", "--no-pack"];
      const where = ["--mode", "no-install", "--out-dir", packed, "--out-name", name];
      const features = feature ? ["--features", feature] : [];
      await run("wasm-pack", ["build", ...packing, ...where, "--", "--locked", ...features], {
        env: { ...env, CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f") },
      });
      const out = inRoot("target", folder);
      mkdirSync(out, { recursive: true });
      const strip = ["--strip-debug", "--strip-producers", "--strip-target-features"];
      const wasm = join(packed, `${name}_bg.wasm`);
      const how = [level, ...INLINING, ...strip, ...FEATURES];
      await run("wasm-opt", [wasm, ...how, "-o", join(out, `${name}.wasm`)]);
      if (writeScript) {
        writeScript(packed, join(out, name));
        return;
      }
      for (const type of ["js", "d.ts"])
        copyFileSync(join(packed, `${name}.${type}`), join(out, `${name}.${type}`));
    },
  );
}
