/** Texts `from` to `to` (exclusive) that cross into the wasm in one call; `units` counts UTF-16 units, and a separator a text. */
export interface Batch {
  readonly from: number;
  readonly to: number;
  readonly units: number;
}

/** A UTF-16 code unit becomes at most three bytes of UTF-8. */
export const MAX_BYTES_PER_UNIT = 3;

/**
 * One batch stays under 256 KB of UTF-8 at worst, so that wasm memory, which never shrinks, stays small however
 * many texts come in one call.
 */
export const BATCH_UNITS = Math.floor((256 * 1024) / MAX_BYTES_PER_UNIT);

/** Splits texts into batches in order. A text longer than a batch gets one of its own. */
export function* batches(texts: readonly string[], limit = BATCH_UNITS): Generator<Batch> {
  let from = 0;
  let units = 0;
  // A plain loop, here and in the tagger: at a page's first texts nothing is compiled, and iterators cost as much as the texts.
  for (let i = 0; i < texts.length; i++) {
    const more = texts[i]!.length + 1;
    if (i > from && units + more > limit) {
      yield { from, to: i, units };
      from = i;
      units = 0;
    }
    units += more;
  }
  if (from < texts.length) yield { from, to: texts.length, units };
}
