/**
 * Splits long work into short tasks, between which the page responds. A page may have replaced what
 * calls back by a function that never does, so every wait also ends after a while.
 */
import { later } from "./later.js";
import { bare, doc } from "./native.js";

/**
 * Milliseconds of work in one task, in the device's own time: a slow phone does less in a task, not
 * the same in a longer one. With one step more a task stays under 8.
 */
const SLICE = 3;
/** Milliseconds that work waits at most for a page that is busy all the time. */
const LONGEST_WAIT = 50;
/** Milliseconds that work waits at most for a frame, unless none came the last time. */
const LONGEST_FRAME = 500;
/** The most steps in one task, for clocks that are coarse or stand still. */
const MAX_STEPS = 4000;
/** Steps that the work between two calls of `breathe` counts as. */
const PIECE_STEPS = 500;

/** Shared by all work, since one piece may end and the next begin in the same task. */
let end = 0;
let steps = 0;
let longestFrame = LONGEST_FRAME;

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

/**
 * When work goes on after a pause: `soon`, for what the reader waits for, or when the page has
 * nothing else to do.
 */
export type Urgency = "soon" | "idle";

/** Ends the task if it has taken long enough. Rejects with the signal's reason if it is aborted. */
export async function breathe(signal: AbortSignal, urgency?: Urgency): Promise<void> {
  steps += PIECE_STEPS;
  if (isDue()) await pause(signal, urgency);
}

/**
 * Runs a generator to its end in several tasks. After `yield true` a new task begins, for a step
 * that is long and cannot be split. Rejects with the signal's reason if it is aborted.
 */
export async function inSlices<T>(
  work: Generator<unknown, T>,
  signal: AbortSignal,
  urgency?: Urgency,
): Promise<T> {
  for (;;) {
    if (isDue()) await pause(signal, urgency);
    while (!isDue()) {
      const step = work.next();
      if (step.done) return step.value;
      steps++;
      if (step.value) steps = MAX_STEPS;
    }
  }
}

/**
 * Waits for the next frame and continues in it: what is written then is styled and laid out once,
 * by the browser. Continues at once if the page is in the background, where nothing is drawn.
 */
export async function frame(signal: AbortSignal): Promise<void> {
  await nextFrame();
  await answered();
  signal.throwIfAborted();
}

async function nextFrame(): Promise<void> {
  if (doc.hidden) return;
  await new Promise<void>((resolve) => {
    const next = () => {
      cancel();
      doc.removeEventListener("visibilitychange", next);
      resolve();
    };
    requestAnimationFrame(() => {
      longestFrame = LONGEST_FRAME;
      next();
    });
    // The tab may go to the background before the next frame.
    doc.addEventListener("visibilitychange", next);
    const cancel = later(longestFrame, () => {
      longestFrame = LONGEST_WAIT;
      next();
    });
  });
}

/** Inputs that the page answers in its next frame; a click comes with one of them. */
const INPUTS = ["pointerdown", "pointerup", "keydown", "keyup"];
/** Frames after an input that are the page's own. */
const OWN_FRAMES = 3;

let ownFrames = 0;
let answering: Promise<void> | undefined;
let listens = false;

/**
 * Resolves, in a frame, when the page has answered the last input. Listens for one more of each kind:
 * nothing is called on a page where all work is done.
 */
function answered(): Promise<void> | undefined {
  if (!listens) {
    listens = true;
    const options = bare({ capture: true, passive: true, once: true });
    for (const type of INPUTS) addEventListener(type, answer, options);
  }
  return answering;
}

function answer(): void {
  listens = false;
  ownFrames = OWN_FRAMES;
  answering ??= ownTurn();
}

async function ownTurn(): Promise<void> {
  while (ownFrames-- > 0) await nextFrame();
  answering = undefined;
}

/**
 * Waits until the browser has drawn all changes. Afterwards the layout is clean: reading boxes costs
 * nothing until the next write.
 */
export async function drawn(signal: AbortSignal, urgency?: Urgency): Promise<void> {
  await frame(signal);
  await pause(signal, urgency);
}

/** Works without a wait in a row. */
const FREE = 3;
/** The first wait after that, and the longest one, in milliseconds. */
const FIRST_WAIT = 16;
const MAX_WAIT = 512;
/** Milliseconds without work after which the page counts as quiet. */
const QUIET = 1500;

/** Waits before work that follows the page's changes: ever longer if it changes all the time. */
export class BackOff {
  #times = 0;
  #endedAt = 0;

  /** True after many works in a row. */
  get restless(): boolean {
    return this.#times > FREE;
  }

  /** Returns true if the page was quiet before. */
  async wait(signal: AbortSignal): Promise<boolean> {
    const quiet = time() - this.#endedAt > QUIET;
    if (quiet) this.#times = 0;
    const doublings = this.#times++ - FREE;
    if (doublings >= 0) {
      const milliseconds = Math.min(FIRST_WAIT * 2 ** doublings, MAX_WAIT);
      await new Promise<void>((resolve) => later(milliseconds, resolve));
      await pause(signal, "idle");
    }
    return quiet;
  }

  /** The work is done. */
  ended(): void {
    this.#endedAt = time();
  }
}

/**
 * Returns a function that has `run` called after one or many calls: ever more seldom if it is called
 * all the time.
 */
export function withBackOff(run: () => void, signal: AbortSignal): () => void {
  const backOff = new BackOff();
  let due = false;
  const settled = () => {
    due = false;
    backOff.ended();
    run();
  };
  return () => {
    if (due) return;
    due = true;
    void backOff.wait(signal).then(settled, () => {});
  };
}

interface Scheduler {
  yield?(): Promise<void>;
  postTask?(run: () => void, options: { priority: string }): Promise<void>;
}

/**
 * Ends the task, and waits until the page has answered the reader's input. Rejects with the signal's
 * reason if it is aborted.
 */
export async function pause(signal?: AbortSignal, urgency: Urgency = "soon"): Promise<void> {
  await turn(urgency);
  if (answered()) {
    await answering;
    await turn(urgency);
  }
  end = time() + SLICE;
  steps = 0;
  signal?.throwIfAborted();
}

/** Waits for another task. */
async function turn(urgency: Urgency): Promise<void> {
  await new Promise<void>((resolve) => {
    const run = () => {
      waiting.delete(run);
      resolve();
    };
    waiting.add(run);
    post(urgency, run);
    watchWaiting();
  });
}

/** Calls `run` in another task: for idle work after all other tasks of the page. */
function post(urgency: Urgency, run: () => void): void {
  const { scheduler } = globalThis as { scheduler?: Scheduler };
  if (urgency === "idle" && typeof scheduler?.postTask === "function") {
    void scheduler.postTask(run, bare({ priority: "background" }));
    return;
  }
  const turned = scheduler?.yield?.();
  // A page may have replaced it: only a promise ends the task.
  if (turned instanceof Promise) void turned.then(run, run);
  else {
    // Unlike timers, messages are not throttled in the background.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      run();
    };
    port2.postMessage(null);
  }
}

/** What goes on in another task, or when it has waited for too long. */
const waiting = new Set<() => void>();
let watched = false;

/** Ends the present waits after a while; one task for many waits, since most are short. */
function watchWaiting(): void {
  if (watched) return;
  watched = true;
  later(LONGEST_WAIT, () => {
    watched = false;
    for (const run of waiting) run();
  });
}
