// Builds the crate as wasm: target/wasm/themelight.{js,d.ts,wasm}. www/src/engine imports it as
// "#wasm".
import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { capture, env, inRoot, root, run } from "../run.mjs";
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

export function buildWasm() {
  return ifChanged(
    "the wasm",
    {
      script: import.meta.url,
      inputs: ["src", "Cargo.toml", "Cargo.lock", "rust-toolchain.toml", "www/tools/setup.mjs"],
      outputs: [
        "target/wasm/themelight.js",
        "target/wasm/themelight.d.ts",
        "target/wasm/themelight.wasm",
      ],
      extra: [capture("rustc", ["--version"])],
    },
    async () => {
      await run("cargo", ["fetch", "--locked", "--target", "wasm32-unknown-unknown"]);
      const packed = inRoot("target", "wasm-pack");
      // --no-opt: wasm-pack would download an old wasm-opt. The current one is an npm package.
      const how = [
        "--target",
        "web",
        "--profile",
        "wasm",
        "--no-opt",
        "--no-pack",
        "--mode",
        "no-install",
      ];
      const where = ["--out-dir", packed, "--out-name", "themelight"];
      await run("wasm-pack", ["build", ...how, ...where, "--", "--locked"], {
        env: { ...env, CARGO_ENCODED_RUSTFLAGS: rustFlags() },
      });
      const out = inRoot("target", "wasm");
      mkdirSync(out, { recursive: true });
      const wasm = join(packed, "themelight_bg.wasm");
      await run("wasm-opt", [
        wasm,
        "-O3",
        "--strip-producers",
        "--strip-target-features",
        ...FEATURES,
        "-o",
        join(out, "themelight.wasm"),
      ]);
      for (const name of ["themelight.js", "themelight.d.ts"])
        copyFileSync(join(packed, name), join(out, name));
    },
  );
}

/** Stack size in bytes, ten times the need. The default is 1 MB. */
const STACK = 128 * 1024;

/** Returns flags that replace local paths in panic messages, so that the bytes are reproducible. */
function rustFlags() {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const sources = join(cargoHome, "registry", "src");
  const registries = existsSync(sources) ? readdirSync(sources) : [];
  // rustc applies the last matching prefix, so the more specific ones come last.
  const names = [
    [root, "."],
    [cargoHome, "cargo"],
    ...registries.map((dir) => [join(sources, dir), "crates"]),
  ];
  const paths = names.map(([path, name]) => `--remap-path-prefix=${path}=${name}`);
  return [...paths, `-Clink-arg=-zstack-size=${STACK}`].join("\x1f");
}
