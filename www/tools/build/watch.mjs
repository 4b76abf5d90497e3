// Runs a task at once and after every change of some files.
import { statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds to wait for further changes: editors and version control write several files. */
const SETTLE = 50;

/**
 * Runs `task`, and again after each change under `paths` (files and folders, absolute). Changes
 * during a run cause one more run. Resolves when `signal` is aborted.
 * @param {readonly string[]} paths
 * @param {() => Promise<unknown>} task must not reject
 * @param {AbortSignal} signal
 */
export async function onChange(paths, task, signal) {
  let due = true;
  let wake = () => {};
  const changed = () => {
    due = true;
    wake();
  };
  signal.addEventListener("abort", () => wake());
  for (const path of paths) watchPath(path, changed, signal);
  while (!signal.aborted) {
    due = false;
    await task();
    if (!due && !signal.aborted) {
      await new Promise((resolve) => {
        wake = () => resolve(undefined);
      });
    }
    await sleep(SETTLE);
  }
}

/**
 * @param {string} path
 * @param {() => void} changed
 * @param {AbortSignal} signal
 */
function watchPath(path, changed, signal) {
  if (statSync(path).isDirectory()) {
    watch(path, { recursive: true, signal }, changed);
  } else {
    // Watches the folder: replacing a file, as editors do, ends a watch of the file.
    watch(dirname(path), { signal }, (_, name) => {
      if (name === basename(path)) changed();
    });
  }
}
