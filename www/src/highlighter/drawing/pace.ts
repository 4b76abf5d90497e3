import { frame, pause, time } from "../../dom/scheduling.js";

/** Changes written in one frame, at first and at least; and at most. */
const LEAST = 4;
const MOST = 1000;
/** Milliseconds that the changes should add to a frame: style, layout and painting. */
const ADDED = 5;

/**
 * Finds how many changes a frame can write on this device. A frame of a very long page takes some
 * time whatever is written, since the browser visits all children of the article to paint it. That
 * time does not count: with fewer changes in each frame, it would only be spent more often.
 */
export class Pace {
  /** The number of changes for the next frame. */
  count = LEAST;
  /** Milliseconds of a frame that do not depend on the number of changes. */
  #fixed = 0;
  #last: Promise<void> = Promise.resolve();

  /**
   * Has `write` write at most so many changes in a frame; it returns how many. Resolves when the
   * browser has drawn them: the layout is clean. Each caller has a frame of its own.
   */
  frame(write: (most: number) => number, signal: AbortSignal): Promise<void> {
    this.#last = this.#last.then(() => this.#frame(write, signal));
    return this.#last;
  }

  async #frame(write: (most: number) => number, signal: AbortSignal): Promise<void> {
    await frame(signal);
    const begin = time();
    const { count } = this;
    const written = write(count);
    await pause(signal);
    if (written === count) this.took(time() - begin);
  }

  /** Writes all these changes, in as many frames as that takes. */
  async write(writes: (() => void)[], signal: AbortSignal): Promise<void> {
    const some = (most: number) => {
      const part = writes.splice(0, most);
      for (const write of part) write();
      return part.length;
    };
    while (writes.length) await this.frame(some, signal);
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
