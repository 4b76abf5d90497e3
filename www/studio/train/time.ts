/** Below this share of the work, the time left cannot be estimated. */
const MIN_FRACTION = 0.03;

/** Returns the whole seconds that are left; undefined at the beginning. */
export function secondsLeft(fraction: number, elapsed: number): number | undefined {
  if (fraction < MIN_FRACTION) return undefined;
  return Math.ceil((elapsed * (1 - fraction)) / fraction);
}
