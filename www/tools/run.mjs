// What every task script needs: where things are, running a command, failing with a clear word.
// Node built-ins only: these scripts start in a clone where nothing is installed yet.
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const inRoot = (...parts) => join(root, ...parts);

/** Tools of the Rust side that no npm package carries are installed here, nowhere global. */
export const toolsDir = inRoot("target", "tools");

/** Commands find our own tools first, then npm's, then the machine's. */
export const env = {
  ...process.env,
  PATH: [join(toolsDir, "bin"), inRoot("node_modules", ".bin"), process.env.PATH].join(delimiter),
};

/** A failure that its message explains: printed without a stack. */
export class Failure extends Error {}

/** Runs a task script's main function; a Failure ends it with its message and exit code 1. */
export async function main(task) {
  try {
    await task();
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}

/**
 * Runs a command with its output shown; resolves with what it printed. Fails when the command does.
 * With `quiet`, the output is shown only then.
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
    const collect = (stream) => (chunk) => {
      output += chunk;
      if (!quiet) stream.write(chunk);
    };
    child.stdout.setEncoding("utf8").on("data", collect(process.stdout));
    child.stderr.setEncoding("utf8").on("data", collect(process.stderr));
    child.on("error", (error) => reject(new Failure(`${command} did not start: ${error.message}`)));
    child.on("close", (code, signal) => {
      if (code === 0) return resolve(output);
      if (quiet) process.stderr.write(output);
      reject(new Failure(`${[command, ...args].join(" ")} failed (${signal ?? `exit code ${code}`}).`));
    });
  });
}

/** What a command prints, or nothing when it is missing or fails. */
export function capture(command, args) {
  const { status, stdout } = spawnSync(command, args, { cwd: root, env, encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/** The full path of a command, if there is one on the PATH. */
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

export function isExecutable(path) {
  if (!existsSync(path) || !statSync(path).isFile()) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `12.3 s`, for the time since `start` (of performance.now()). */
export const since = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/** Whether a module is the script that Node was started with. */
export const isMain = (url) => process.argv[1] && url === pathToFileURL(realpathSync(process.argv[1])).href;
