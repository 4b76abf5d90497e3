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

/** The wasm that tags: `src/wasm/inference.rs`. */
export function buildWasm() {
  return build(
    "the wasm",
    import.meta.url,
    "wasm",
    "themelight",
    "wasm",
    "-O3",
    [],
    128 * KB,
    writeStart,
  );
}

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

/** The wasm that trains, for the studio: `src/wasm/training.rs`. */
export function buildTrainingWasm() {
  const train = ["--features", "train"];
  const stack = 1024 * KB;
  return build(
    "the training wasm",
    import.meta.url,
    "training-wasm",
    "training",
    "training",
    "-Oz",
    train,
    stack,
  );
}

/** The wasm that reads spreadsheets, for the studio: `src/wasm/sheets.rs`. */
export function buildSheetsWasm() {
  const sheets = ["--features", "sheets"];
  const stack = 1024 * KB;
  return build(
    "the wasm for spreadsheets",
    import.meta.url,
    "sheets-wasm",
    "sheets",
    "training",
    "-Oz",
    sheets,
    stack,
  );
}

/** The wasm that explains a probability, for the documentation: `src/wasm/trace.rs`. */
export function buildTraceWasm() {
  const trace = ["--features", "trace"];
  const stack = 1024 * KB; // that of the training wasm: cargo compiles their crates once
  return build(
    "the wasm of the explainer",
    import.meta.url,
    "trace-wasm",
    "trace",
    "training",
    "-Oz",
    trace,
    stack,
  );
}

const KB = 1024;

/**
 * Builds target/FOLDER/NAME.{js,d.ts,wasm}.
 * @param {string} what name for messages
 * @param {string} script
 * @param {string} folder
 * @param {string} name
 * @param {string} profile in Cargo.toml
 * @param {string} level of wasm-opt
 * @param {readonly string[]} features arguments of cargo
 * @param {number} stack size in bytes; ten times the need
 * @param {(packed: string, out: string) => void} [writeScript] writes script and types from
 *   wasm-bindgen's output for the target "bundler"; without it they are those for the target "web"
 */
function build(what, script, folder, name, profile, level, features, stack, writeScript) {
  return ifChanged(
    what,
    {
      script,
      inputs: ["src", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "www/tools/setup.mjs"],
      outputs: ["js", "d.ts", "wasm"].map((type) => `target/${folder}/${name}.${type}`),
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
