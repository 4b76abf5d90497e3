/** Blocks written in one frame, at first and at least; and at most. */
const LEAST = 24;
const MOST = 1000;
/** Milliseconds that written blocks should add to a frame: style, layout and painting. */
const ADDED = 5;

/**
 * Finds how many blocks a frame can write on this device. A frame of a very long page takes some time
 * whatever is written, since the browser visits all children of the article to paint it. That time
 * does not count: with fewer blocks in each frame, it would only be spent more often.
 */
export class Pace {
  /** The number of blocks for the next frame. */
  blocks = LEAST;
  /** Milliseconds of a frame that do not depend on the number of blocks. */
  #fixed = 0;

  /** Takes the milliseconds of a frame with so many blocks. */
  took(duration: number): void {
    // The smallest frames, of now, tell best: the page may have grown, or a slow one was chance.
    if (this.blocks === LEAST || duration < this.#fixed) this.#fixed = duration;
    const added = duration - this.#fixed;
    if (added > ADDED) this.blocks = Math.max(LEAST, this.blocks >> 1);
    else if (added < ADDED / 2) this.blocks = Math.min(MOST, this.blocks * 2);
  }
}
