/** The exports of `reader.ts`, which only pages with a pack load. */
export type PackReader = typeof import("./reader.js");

/** The first four bytes of a pack. */
export const MAGIC = "THPK";

/** Returns whether a file starts like a pack. */
export const isPack = (bytes: Uint8Array): boolean =>
  String.fromCharCode(...bytes.subarray(0, 4)) === MAGIC;
