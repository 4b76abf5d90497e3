/** Long work in short tasks, so that the page answers the reader between them. No timers. */
import { doc } from "../dom/native.js";

/** Milliseconds of work before the page gets its turn; with what one step may add it stays under 8. */
const SLICE = 4;
/** Steps in one task at most: a clock that is coarse or stands still must not make one long task. */
const STEPS = 4000;
/** Steps that a piece of work between two calls of `breathe` counts for. */
const PIECE = 500;

/** One clock for all work, so that what ends and what begins in one task share its time. */
let end = 0;
let steps = 0;

/** Milliseconds since some moment; NaN where the page has broken every clock. */
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

/** True once the page is due its turn. */
const isDue = (): boolean => steps >= STEPS || time() >= end;

/** Lets the page have its turn when it is time. Rejects with the signal's reason once it is aborted. */
export async function breathe(signal: AbortSignal): Promise<void> {
  steps += PIECE;
  if (isDue()) await pause(signal);
}

/**
 * Runs a generator to its end, pausing between slices; where it yields `true`, what follows takes long and cannot be
 * parted, so that it gets a slice of its own. Rejects with the signal's reason once it is aborted.
 */
export async function inSlices<T>(work: Generator<unknown, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    if (isDue()) await pause(signal);
    while (!isDue()) {
      const step = work.next();
      if (step.done) return step.value;
      steps++;
      if (step.value) steps = STEPS;
    }
  }
}

/**
 * Waits until the browser has drawn what was written so far, so that styling comes in slices as well. A page in the
 * background draws nothing, so there it only pauses.
 */
export async function drawn(signal: AbortSignal): Promise<void> {
  if (doc.visibilityState === "visible") {
    await new Promise<void>((resolve) => {
      const next = () => {
        doc.removeEventListener("visibilitychange", next);
        resolve();
      };
      requestAnimationFrame(next);
      // The tab may go to the background before the frame comes.
      doc.addEventListener("visibilitychange", next);
    });
  }
  await pause(signal);
}

interface Scheduler {
  yield?(): Promise<void>;
}

/** Lets the page have its turn. Rejects with the signal's reason once it is aborted. */
export async function pause(signal?: AbortSignal): Promise<void> {
  await turn();
  end = time() + SLICE;
  steps = 0;
  signal?.throwIfAborted();
}

function turn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  const turned = scheduler?.yield?.();
  // Anything else than a promise would go on in the same task.
  if (turned instanceof Promise) return turned;
  // A message is a task of its own and, unlike a timer, is neither clamped nor throttled in the background.
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
