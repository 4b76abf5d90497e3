/**
 * One Themelight a page. Embed and extension live in different JavaScript worlds but hear the same DOM events, so they
 * agree by one: whoever comes says its version; an owner that is newer refuses, an older or equal one leaves.
 */
import { bare, doc } from "../dom/native.js";
import { customEvent } from "./events.js";

const CLAIM = "themelight:claim";

/** Takes the page over; false when a newer version keeps it. Ends with the signal. */
export function claim(version: string, leave: () => void, signal: AbortSignal): boolean {
  // The detail is a bare string because Firefox lets nothing else pass between the worlds.
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
