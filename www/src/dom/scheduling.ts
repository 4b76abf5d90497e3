/** Splits long work into short tasks, between which the page responds. Uses no timers. */
import { doc } from "./native.js";

/** Milliseconds of work in one task; with one step more it stays under 8. */
const SLICE = 4;
/** The most steps in one task, for clocks that are coarse or stand still. */
const MAX_STEPS = 4000;
/** Steps that the work between two calls of `breathe` counts as. */
const PIECE_STEPS = 500;

/** Shared by all work, since one piece may end and the next begin in the same task. */
let end = 0;
let steps = 0;

/** Returns milliseconds since some moment; NaN if the page has broken all clocks. */
export function time(): number {
  for (const clock of [performance, Date]) {
    try {
      const now = clock.now();
      if (Number.isFinite(now)) return now;
    } catch {
      // The next clock may work.
    }
  }
  return Number.NaN;
}

/** True when the task should end. */
const isDue = (): boolean => steps >= MAX_STEPS || time() >= end;

/** Ends the task if it has taken long enough. Rejects with the signal's reason if it is aborted. */
export async function breathe(signal: AbortSignal): Promise<void> {
  steps += PIECE_STEPS;
  if (isDue()) await pause(signal);
}

/**
 * Runs a generator to its end in several tasks. After `yield true` a new task begins, for a step
 * that is long and cannot be split. Rejects with the signal's reason if it is aborted.
 */
export async function inSlices<T>(work: Generator<unknown, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    if (isDue()) await pause(signal);
    while (!isDue()) {
      const step = work.next();
      if (step.done) return step.value;
      steps++;
      if (step.value) steps = MAX_STEPS;
    }
  }
}

/**
 * Waits until the browser has drawn all changes, so that styling is split into tasks as well. Only
 * ends the task if the page is in the background, where nothing is drawn.
 */
export async function drawn(signal: AbortSignal): Promise<void> {
  if (doc.visibilityState === "visible") {
    await new Promise<void>((resolve) => {
      const next = () => {
        doc.removeEventListener("visibilitychange", next);
        resolve();
      };
      requestAnimationFrame(next);
      // The tab may go to the background before the next frame.
      doc.addEventListener("visibilitychange", next);
    });
  }
  await pause(signal);
}

interface Scheduler {
  yield?(): Promise<void>;
}

/** Ends the task. Rejects with the signal's reason if it is aborted. */
export async function pause(signal?: AbortSignal): Promise<void> {
  await turn();
  end = time() + SLICE;
  steps = 0;
  signal?.throwIfAborted();
}

function turn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  const turned = scheduler?.yield?.();
  // A page may have replaced it: only a promise ends the task.
  if (turned instanceof Promise) return turned;
  // Unlike timers, messages are not throttled in the background.
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
