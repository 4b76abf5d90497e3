/** Texts `from` to `to` (exclusive), which are tagged in one call; `units` counts UTF-16 code units and a separator per text. */
export interface Batch {
  readonly from: number;
  readonly to: number;
  readonly units: number;
}

/** A UTF-16 code unit becomes at most three bytes of UTF-8. */
export const MAX_BYTES_PER_UNIT = 3;

/** A batch has at most 256 KB of UTF-8: wasm memory never shrinks, and stays small however many texts one call has. */
export const BATCH_UNITS = Math.floor((256 * 1024) / MAX_BYTES_PER_UNIT);

/** Splits texts into batches, in order. A text longer than a batch gets one of its own. */
export function* batches(texts: readonly string[], limit = BATCH_UNITS): Generator<Batch> {
  let from = 0;
  let units = 0;
  // A plain loop, here and in the tagger: at a page's first texts JavaScript is interpreted, and
  // array methods with closures take half as long as the scoring itself.
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
