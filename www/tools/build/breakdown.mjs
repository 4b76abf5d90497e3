// `npm run breakdown`: prints the size of the wasm by module and crate, before wasm-opt strips
// names.
import { capture, Failure, inRoot, isMain, main } from "../run.mjs";
import { installTool, setup } from "../setup.mjs";
import { buildWasm } from "./wasm.mjs";

const TWIGGY = "0.8.0";

const NAMES = "names, not shipped";
/**
 * The part of a function is the first one whose pattern matches its name.
 * @type {[part: string, pattern: RegExp][]}
 */
const PARTS = [
  ["tables and texts (data)", /^data segment/],
  [NAMES, /subsection|custom section/],
  ["allocator", /dlmalloc|__rdl_|__rust_(?:re|de)?alloc|__rust_no_alloc/],
  ["explain", /explain/],
  ["text", /themelight::text|Utf16/],
  ["n-grams and classifier", /themelight::(?:ngram|classifier)/],
  ["model file", /themelight::model|GenericShunt/],
  ["bindings", /themelight::wasm|wasmtagger|wasm_bindgen|js_sys|externref|__wbindgen|__wbg/],
  ["errors and panics", /themelight::error|panic|unwrap_failed|slice_index_fail|rust_oom/],
  ["formatting", /fmt|str::count/],
  ["exp", /libm/],
  ["Unicode and UTF-8 of the standard library", /unicode|core.*::str|alphabetic|grapheme/],
  [
    "module structure",
    /^(?:type|import|export|table|global|elem|func|memory|wasm magic|\w+ section)/,
  ],
];
const REST = "standard library, the rest";

export async function breakdown() {
  await buildWasm();
  await installTool("twiggy", "twiggy", TWIGGY, "measures each function of the wasm");
  const wasm = inRoot("target/wasm-pack/themelight_bg.wasm");
  const csv = capture("twiggy", ["top", "--format", "csv", "-n", "100000", wasm]);
  if (!csv) throw new Failure("twiggy printed nothing.");
  /** @type {Map<string, number>} */
  const sums = new Map();
  for (const line of csv.split("\n").slice(1)) {
    const [, name, size] = /^(.*?),(\d+),[\d.]+,/.exec(line) ?? [];
    if (!name || /^(?:\.\.\.|Σ)/.test(name)) continue;
    const part = PARTS.find(([, pattern]) => pattern.test(name.replaceAll('"', "")))?.[0] ?? REST;
    sums.set(part, (sums.get(part) ?? 0) + Number(size));
  }
  const shipped = [...sums].filter(([part]) => part !== NAMES);
  const all = shipped.reduce((sum, [, size]) => sum + size, 0);
  console.log(`\nBytes of the wasm before wasm-opt, ${all} in all:`);
  for (const [part, size] of shipped.sort((a, b) => b[1] - a[1])) {
    console.log(
      `  ${part.padEnd(44)} ${String(size).padStart(6)}  ${((size / all) * 100).toFixed(0).padStart(2)} %`,
    );
  }
}

if (isMain(import.meta.url)) {
  main(async () => {
    await setup();
    await breakdown();
  });
}
