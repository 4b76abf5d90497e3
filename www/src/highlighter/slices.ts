/** Long work in short tasks, so that the page answers the reader between them. No timers. */

/** Milliseconds of work before the page gets its turn; with what one step may add it stays under 8. */
const SLICE = 4;

/** Runs a generator to its end, pausing between slices. Rejects with the signal's reason once it is aborted. */
export async function inSlices<T>(work: Generator<void, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    const end = performance.now() + SLICE;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < end);
    await pause(signal);
  }
}

/** A clock for work that is not a generator: `due()` says when it is time to pause. */
export class Slice {
  #end = performance.now() + SLICE;

  due(): boolean {
    return performance.now() >= this.#end;
  }

  async pause(signal: AbortSignal): Promise<void> {
    await pause(signal);
    this.#end = performance.now() + SLICE;
  }
}

/**
 * Waits until the browser has drawn what was written so far, so that styling comes in slices as well. A page in the
 * background draws nothing, so there it only pauses.
 */
export async function drawn(signal: AbortSignal): Promise<void> {
  if (document.visibilityState === "visible") {
    await new Promise<void>((resolve) => {
      const next = () => {
        document.removeEventListener("visibilitychange", next);
        resolve();
      };
      requestAnimationFrame(next);
      // The tab may go to the background before the frame comes.
      document.addEventListener("visibilitychange", next);
    });
  }
  await pause(signal);
}

interface Scheduler {
  yield?(): Promise<void>;
}

/** Lets the page have its turn. Rejects with the signal's reason once it is aborted. */
export async function pause(signal: AbortSignal): Promise<void> {
  await turn();
  signal.throwIfAborted();
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
