// Installs what the build needs and is not there yet, saying what and why. Idempotent, and quick when all is there.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { capture, env, Failure, inRoot, run, toolsDir, which } from "./run.mjs";

const WASM_TARGET = "wasm32-unknown-unknown";
const WASM_PACK = "0.15.1";
const NODE = 20;

export async function setup() {
  checkNode();
  await installPackages();
  checkRust();
  await addWasmTarget();
  await installTool(
    "wasm-bindgen-cli",
    "wasm-bindgen",
    wasmBindgenVersion(),
    "makes the JavaScript side of the wasm",
  );
  await installTool("wasm-pack", "wasm-pack", WASM_PACK, "builds the crate for the web");
}

function checkNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < NODE) {
    throw new Failure(`Node ${NODE} or newer is needed; this is ${process.version}. See https://nodejs.org.`);
  }
}

async function installPackages() {
  const lock = createHash("sha256")
    .update(readFileSync(inRoot("package-lock.json")))
    .digest("hex");
  const stamp = inRoot("node_modules", ".themelight-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  say("npm packages", "compiler, linter, wasm optimiser and browser driver; versions from package-lock.json");
  await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  writeFileSync(stamp, lock);
}

function checkRust() {
  if (which("cargo")) return;
  throw new Failure(
    "Rust is missing (no cargo on the PATH). Install it from https://rustup.rs and run this again.",
  );
}

async function addWasmTarget() {
  const libraries = capture("rustc", ["--print", "target-libdir", "--target", WASM_TARGET]);
  if (libraries && existsSync(libraries)) return;
  if (!which("rustup")) {
    throw new Failure(
      `This Rust has no ${WASM_TARGET} target and was not installed by rustup. Install Rust from ` +
        "https://rustup.rs, or your system's package with the standard library for that target.",
    );
  }
  say(`the Rust target ${WASM_TARGET}`, "the engine runs in the reader's browser");
  await run("rustup", ["target", "add", WASM_TARGET]);
}

/** The one place that pins wasm-bindgen is Cargo.toml: the command must be of exactly the library's version. */
export function wasmBindgenVersion() {
  const line = /^wasm-bindgen\s*=\s*(?:\{[^}]*version\s*=\s*)?"=(\d+\.\d+\.\d+)"/m;
  const version = line.exec(readFileSync(inRoot("Cargo.toml"), "utf8"))?.[1];
  if (version) return version;
  throw new Failure('Cargo.toml should pin wasm-bindgen exactly, as in wasm-bindgen = "=0.2.0".');
}

export async function installTool(crate, command, version, purpose) {
  const installed = which(command) && capture(command, ["--version"])?.split(" ")[1];
  if (installed === version) return;
  say(`${crate} ${version}`, `${purpose}; compiled once into target/tools, which takes two or three minutes`);
  const install = [
    "install",
    `${crate}@${version}`,
    "--bin",
    command,
    "--locked",
    "--root",
    toolsDir,
    "--force",
  ];
  // Unoptimised and without debug information, the tools compile in a third of the time and are quick enough for us.
  await run("cargo", [...install, "--debug", "--quiet"], { env: { ...env, CARGO_PROFILE_DEV_DEBUG: "0" } });
}

function say(what, why) {
  console.log(`Installing ${what}: ${why}.`);
}
