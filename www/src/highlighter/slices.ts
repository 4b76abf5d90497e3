/** Long work in short tasks, so that the page answers the reader between them. No timers. */
import { doc } from "../dom/native.js";

/** Milliseconds of work before the page gets its turn; with what one step may add it stays under 8. */
const SLICE = 4;

/** One clock for all work, so that what ends and what begins in one task share its time. */
let end = 0;

/** Lets the page have its turn when it is time. Rejects with the signal's reason once it is aborted. */
export async function breathe(signal: AbortSignal): Promise<void> {
  if (performance.now() >= end) await pause(signal);
}

/**
 * Runs a generator to its end, pausing between slices; where it yields `true`, what follows takes long and cannot be
 * parted, so that it gets a slice of its own. Rejects with the signal's reason once it is aborted.
 */
export async function inSlices<T>(work: Generator<unknown, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    await breathe(signal);
    while (performance.now() < end) {
      const step = work.next();
      if (step.done) return step.value;
      if (step.value) end = 0;
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
  end = performance.now() + SLICE;
  signal?.throwIfAborted();
}

function turn(): Promise<void> {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  if (scheduler?.yield) return scheduler.yield();
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
