// Shared by all task scripts: paths, commands, errors without a stack.
// Imports only modules of Node: the scripts must start before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Returns the absolute path of a file of the repository.
 * @param {...string} parts
 */
export const inRoot = (...parts) => join(root, ...parts);

/** Folder of Rust tools that are not npm packages. */
export const toolsDir = inRoot("target", "tools");

/** The environment of all commands: tools from `toolsDir` first, then npm's, then the machine's. */
export const env = {
  ...process.env,
  PATH: [join(toolsDir, "bin"), inRoot("node_modules", ".bin"), process.env.PATH].join(delimiter),
};

/** An error that is printed without a stack. */
export class Failure extends Error {
  /** What the failed command printed; empty if no command failed. */
  output = "";
}

/**
 * Runs a script's main function. On an error, prints it and sets exit code 1.
 * @param {() => unknown} task
 */
export async function main(task) {
  try {
    await task();
  } catch (error) {
    const explained = error instanceof Failure || isEsbuildFailure(error);
    console.error(explained ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

/**
 * Returns whether an error is esbuild's list of errors in the sources: its stack says nothing more.
 * @param {unknown} error
 * @returns {error is import("esbuild").BuildFailure}
 */
const isEsbuildFailure = (error) =>
  error instanceof Error && "errors" in error && "warnings" in error;

/**
 * Runs a command, shows its output, and resolves with that output.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ quiet?: boolean, cwd?: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal }} [options]
 *   `quiet`: show the output only if the command fails; default false.
 * @returns {Promise<string>}
 * @throws {Failure} if the command does not start or does not exit with 0; carries the output.
 */
export function run(command, args, { quiet = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
      ...options,
    });
    let output = "";
    const collect = (/** @type {NodeJS.WriteStream} */ stream) => (/** @type {string} */ chunk) => {
      output += chunk;
      if (!quiet) stream.write(chunk);
    };
    /** @param {string} message */
    const fail = (message) => reject(Object.assign(new Failure(message), { output }));
    child.stdout.setEncoding("utf8").on("data", collect(process.stdout));
    child.stderr.setEncoding("utf8").on("data", collect(process.stderr));
    child.on("error", (error) => fail(`${command} did not start: ${error.message}`));
    child.on("close", (code, signal) => {
      if (code === 0) return resolve(output);
      if (quiet) process.stderr.write(output);
      fail(`${[command, ...args].join(" ")} failed (${signal ?? `exit code ${code}`}).`);
    });
  });
}

/**
 * Returns the trimmed output of a command; undefined if it is missing or fails.
 * @param {string} command
 * @param {readonly string[]} args
 */
export function capture(command, args) {
  const maxBuffer = 64 * 1024 * 1024; // cargo's metadata are over the default of 1 MB
  const how = { cwd: root, env, encoding: /** @type {const} */ ("utf8"), maxBuffer };
  const { status, stdout } = spawnSync(command, args, how);
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Returns the full path of a command on the PATH of `env`.
 * @param {string} command
 */
export function which(command) {
  const names = process.platform === "win32" ? [`${command}.exe`, `${command}.cmd`] : [command];
  for (const dir of env.PATH.split(delimiter)) {
    for (const name of names) {
      const path = join(dir, name);
      if (isExecutable(path)) return path;
    }
  }
  return undefined;
}

/** @param {string} path */
export function isExecutable(path) {
  if (!existsSync(path) || !statSync(path).isFile()) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Returns whether the script can install Debian packages: it runs as root, as in CI. */
export const mayInstallPackages = () => process.getuid?.() === 0 && which("apt-get") !== undefined;

/**
 * Installs Debian packages with apt-get.
 * @param {readonly string[]} packages
 */
export async function installPackages(packages) {
  const apt = { quiet: true, env: { ...env, DEBIAN_FRONTEND: "noninteractive" } };
  await run("apt-get", ["update"], apt);
  await run("apt-get", ["install", "--yes", "--no-install-recommends", ...packages], apt);
}

/**
 * Returns a JSON file of the repository.
 * @param {string} path
 */
export const readJson = (path) => JSON.parse(readFileSync(inRoot(path), "utf8"));

/**
 * Formats the time since `start` (of `performance.now()`), for example `12.3 s`.
 * @param {number} start
 */
export const since = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/**
 * Returns whether a module is the script that Node was started with.
 * @param {string} url the module's `import.meta.url`
 */
export const isMain = (url) =>
  process.argv[1] !== undefined && url === pathToFileURL(realpathSync(process.argv[1])).href;

/**
 * Returns the `code` of a system error, for example "EADDRINUSE".
 * @param {unknown} error
 */
export const codeOf = (error) =>
  error instanceof Error && "code" in error ? String(error.code) : undefined;
