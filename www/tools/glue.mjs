// @ts-nocheck
// What wasm-bindgen writes between JavaScript and wasm, cut to what a reader needs: names of one letter, and a start
// that takes a compiled module. Everything it leaves out (fetching, streaming, old signatures) the bundler then drops.

/** The glue's own functions that the start is made of. Their names may change with wasm-bindgen, which Cargo.toml pins. */
const PARTS = ["__wbg_get_imports", "__wbg_finalize_init"];

const START = `
/** Starts a compiled module. */
export async function start(module) {
    __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);
}
`;

export const START_TYPE = `
/** Starts a compiled module. */
export function start(module: WebAssembly.Module): Promise<void>;
`;

/**
 * What every browser with WebAssembly's reference types does without, a detour for two gigabytes of text, and kept views
 * of the memory: a view is made as fast as a part of one, and need not be looked at whether the memory grew.
 */
const CUTS = [
  [/\(typeof FinalizationRegistry === 'undefined'\)\s*\? \{[^}]*\}[^}]*\}[^}]*\}\s*: /, ""],
  [/if \(Symbol\.dispose\) .*\n/, ""],
  [/ {4}numBytesDecoded \+= len;\n[\s\S]*?\n {4}\}\n/, ""],
  [/let cached(\w+)Memory0 = null;\nfunction get\1Memory0\(\) \{[^}]*\}[^}]*\}\n/g, ""],
  [/ {4}cached\w+Memory0 = null;\n/g, ""],
  [/get(\w+)Memory0\(\)\.subarray\(ptr.* \+ len\)/g, "new $1(wasm.memory.buffer, ptr, len)"],
  [/cachedTextDecoder\.decode\(\);\n/, ""],
  [/__destroy_into_raw\(\)/g, "drop()"],
  [/get(\w+)Memory0\(\)\.set\(arg, ptr \/ 1\)/g, "new $1(wasm.memory.buffer).set(arg, ptr)"],
];

/** The glue in terms of the names that `wasm-opt --minify-imports-and-exports-and-modules` gave. */
export function cutGlue(glue, { imports, exports }) {
  for (const part of PARTS) {
    if (!glue.includes(`function ${part}(`)) {
      throw new Error(
        `wasm-bindgen's JavaScript has no ${part} any more: bring www/tools/glue.mjs in step.`,
      );
    }
  }
  let cut = glue;
  for (const [what, instead] of CUTS) {
    if (!cut.match(what))
      throw new Error(`wasm-bindgen's JavaScript has nothing like ${what} any more.`);
    cut = cut.replace(what, instead);
  }
  for (const [, name, short] of imports)
    cut = cut.replace(`        ${name}: function`, `        ${short}: function`);
  for (const [name, short] of exports) cut = cut.replaceAll(`wasm.${name}`, `wasm.${short}`);
  const modules = new Set(imports.map(([module]) => module));
  for (const module of modules) cut = cut.replace(`"${module}": import0`, "a: import0");
  const left = imports.map(([, name]) => name).filter((name) => cut.includes(`${name}: function`));
  if (left.length) throw new Error(`Not found in wasm-bindgen's JavaScript: ${left.join(", ")}.`);
  return cut + START;
}
