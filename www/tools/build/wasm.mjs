// Builds the crate as wasm: target/wasm/themelight.{js,d.ts,wasm}. Only www/src/engine imports it, as
// "#wasm".
import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { capture, env, inRoot, root, run } from "../run.mjs";
import { ifChanged } from "./stamp.mjs";

/** Features of WebAssembly that rustc uses by default and every browser with CSS custom highlights has. */
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
      // --no-opt: wasm-pack would download an old wasm-opt; ours comes from npm and is current.
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

/** Bytes of stack: a tenth would do. By default it takes a megabyte of the memory that a page gives. */
const STACK = 128 * 1024;

/** Panic messages name source files: without the machine's own paths, the same source gives the same bytes. */
function rustFlags() {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const sources = join(cargoHome, "registry", "src");
  const registries = existsSync(sources) ? readdirSync(sources) : [];
  // The last that fits counts, so the more exact ones come last.
  const names = [
    [root, "."],
    [cargoHome, "cargo"],
    ...registries.map((dir) => [join(sources, dir), "crates"]),
  ];
  const paths = names.map(([path, name]) => `--remap-path-prefix=${path}=${name}`);
  return [...paths, `-Clink-arg=-zstack-size=${STACK}`].join("\x1f");
}
