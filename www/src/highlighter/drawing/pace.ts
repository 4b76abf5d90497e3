import { frame, pause, time } from "../../dom/scheduling.js";

/** Changes written in one frame, at first and at least; and at most. */
const LEAST = 4;
const MOST = 1000;
/** Milliseconds that the changes should add to a frame: style, layout and painting. */
const ADDED = 5;

/** Gives each caller frames of its own. */
export class Frames {
  #last: Promise<void> = Promise.resolve();

  /** Runs a function after all earlier ones have ended. */
  next(run: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(run);
    return this.#last;
  }
}

/**
 * Finds how many changes of one kind a frame can write on this device. A frame of a very long page
 * takes some time whatever is written, since the browser visits all children of the article to paint
 * it. That time does not count: with fewer changes in each frame, it would only be spent more often.
 */
export class Pace {
  /** The number of changes for the next frame. */
  count = LEAST;
  /** Milliseconds of a frame that do not depend on the number of changes. */
  #fixed = 0;
  readonly #frames: Frames;

  constructor(frames = new Frames()) {
    this.#frames = frames;
  }

  /**
   * Writes in as many frames as these changes take. Resolves when the browser has drawn all: the
   * layout is clean.
   */
  async write(writes: (() => void)[], signal: AbortSignal): Promise<void> {
    while (writes.length) await this.#frames.next(() => this.#frame(writes, signal));
  }

  async #frame(writes: (() => void)[], signal: AbortSignal): Promise<void> {
    await frame(signal);
    const begin = time();
    const part = writes.splice(0, this.count);
    for (const write of part) write();
    await pause(signal);
    if (part.length === this.count) this.took(time() - begin);
  }

  /** Takes the milliseconds of a frame with so many changes. */
  took(duration: number): void {
    // The smallest frames, of now, tell best: the page may have grown, or a slow one was chance.
    if (this.count === LEAST || duration < this.#fixed) this.#fixed = duration;
    const added = duration - this.#fixed;
    if (added > ADDED) this.count = Math.max(LEAST, this.count >> 1);
    else if (added < ADDED / 2) this.count = Math.min(MOST, this.count * 2);
  }
}
