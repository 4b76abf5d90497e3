// Installs missing dependencies of the build, and logs what and why.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { capture, env, Failure, inRoot, run, toolsDir, which } from "./run.mjs";

const WASM_TARGET = "wasm32-unknown-unknown";
const WASM_PACK = "0.15.1";
/** Oldest supported major version of Node. */
const NODE = 20;

export async function setup() {
  checkNode();
  await installNpmPackages();
  checkRust();
  await addWasmTarget();
  await installTool(
    "wasm-bindgen-cli",
    "wasm-bindgen",
    wasmBindgenVersion(),
    "writes the JavaScript side of the wasm",
  );
  await installTool("wasm-pack", "wasm-pack", WASM_PACK, "builds the crate for the web");
}

function checkNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < NODE) {
    throw new Failure(
      `Expected Node ${NODE} or newer, found ${process.version}. See https://nodejs.org.`,
    );
  }
}

async function installNpmPackages() {
  const lock = createHash("sha256")
    .update(readFileSync(inRoot("package-lock.json")))
    .digest("hex");
  const stamp = inRoot("node_modules", ".themelight-lock");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  say(
    "npm packages",
    "compiler, linter, wasm optimizer and browser driver, as in package-lock.json",
  );
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

/**
 * Returns the version of wasm-bindgen that Cargo.toml pins. The command must have the same version
 * as the library.
 */
export function wasmBindgenVersion() {
  const line = /^wasm-bindgen\s*=\s*(?:\{[^}]*version\s*=\s*)?"=(\d+\.\d+\.\d+)"/m;
  const version = line.exec(readFileSync(inRoot("Cargo.toml"), "utf8"))?.[1];
  if (version) return version;
  throw new Failure('Cargo.toml must pin wasm-bindgen exactly, as in wasm-bindgen = "=0.2.0".');
}

/**
 * Compiles a Rust tool into target/tools unless the machine has that version.
 * @param {string} crate
 * @param {string} command
 * @param {string} version
 * @param {string} purpose completes the sentence "Installing the tool: it …"
 */
export async function installTool(crate, command, version, purpose) {
  const installed = which(command) && capture(command, ["--version"])?.split(" ")[1];
  if (installed === version) return;
  say(`${crate} ${version}`, `${purpose}; compiled once into target/tools in two or three minutes`);
  const source = ["install", `${crate}@${version}`, "--bin", command, "--locked"];
  // Unoptimized and without debug information, a tool compiles in a third of the time.
  await run("cargo", [...source, "--root", toolsDir, "--force", "--debug", "--quiet"], {
    env: { ...env, CARGO_PROFILE_DEV_DEBUG: "0" },
  });
}

/**
 * @param {string} what
 * @param {string} why
 */
function say(what, why) {
  console.log(`Installing ${what}: ${why}.`);
}
