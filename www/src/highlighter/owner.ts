/**
 * One page, one Themelight. Embed and extension run in different JavaScript worlds and share only
 * DOM events: a newcomer sends its version; a newer owner refuses, an older or equal one leaves.
 */
import { bare, doc } from "../dom/native.js";
import { customEvent } from "../dom/report.js";

const CLAIM = "themelight:claim";

/** Takes the page over, until `signal` is aborted. Returns false if a newer version keeps it. */
export function claim(version: string, leave: () => void, signal: AbortSignal): boolean {
  // A string: in Firefox, other values do not pass between the worlds.
  if (!doc.dispatchEvent(customEvent(CLAIM, version))) return false;
  doc.addEventListener(
    CLAIM,
    (event) => {
      const other = (event as CustomEvent<unknown>).detail;
      if (typeof other !== "string") return;
      if (compare(version, other) > 0) event.preventDefault();
      else leave();
    },
    bare({ signal }),
  );
  return true;
}

/** Orders versions by their numbers: 0.10.0 after 0.9.1. */
export function compare(a: string, b: string): number {
  return a.localeCompare(b, "en", bare({ numeric: true }));
}
