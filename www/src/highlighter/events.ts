/** What the widget tells the page: typed DOM events on `document`. None of them carries text of the article. */
import { bare, doc } from "../dom/native.js";
import { messageOf, ThemelightError } from "../engine/error.js";

export interface ThemelightEvents {
  /** Before paragraphs are tagged; cancel it and they stay untagged. */
  "themelight:before-tag": { readonly paragraphs: number };
  /** Everything in view is tagged. */
  "themelight:ready": { readonly paragraphs: number };
  /** The whole page is tagged, or tagged again after it changed. */
  "themelight:tagged": { readonly paragraphs: number; readonly counts: Readonly<Record<string, number>> };
  /** The reader or the page chose a paragraph: its index in `page.paragraphs`, -1 for none. */
  "themelight:select": { readonly index: number; readonly themes: readonly string[] };
  /** Themes chosen as a filter; empty = all. */
  "themelight:filter": { readonly themes: readonly string[] };
  /** Something failed; the page stays as it was. */
  "themelight:error": { readonly code: string; readonly message: string };
}

declare global {
  interface DocumentEventMap extends EventsOf<ThemelightEvents> {}
}
type EventsOf<M> = { [K in keyof M]: CustomEvent<M[K]> };

/** Fires an event; false when a listener cancelled it. */
export function fire<K extends keyof ThemelightEvents>(type: K, detail: ThemelightEvents[K]): boolean {
  return doc.dispatchEvent(customEvent(type, detail));
}

/** A cancelable event, also on a page that replaced one of the two ways to make it. */
export function customEvent(type: string, detail: unknown): Event {
  try {
    const event = doc.createEvent("CustomEvent");
    event.initCustomEvent(type, true, true, detail);
    return event;
  } catch {
    return new CustomEvent(type, bare({ detail, bubbles: true, cancelable: true }));
  }
}

/** On an error that was reported. A registered symbol, because loader and rest are two bundles. */
const REPORTED = Symbol.for("themelight.reported");
type Reportable = ThemelightError & { [REPORTED]?: boolean };

/** Gives errors of the browser and of the page's scripts a code. */
export const typed = (cause: unknown, code: string): ThemelightError =>
  isTyped(cause) ? cause : new ThemelightError(code, messageOf(cause), bare({ cause }));

/** By name: each of the two bundles has a class of its own. */
const isTyped = (cause: unknown): cause is ThemelightError =>
  cause instanceof Error && cause.name === "ThemelightError";

/**
 * Reports a failure with one console message and one event, however often it is passed here.
 * Returns it with a code.
 */
export function report(cause: unknown, code = "page/failed"): ThemelightError {
  const error: Reportable = typed(cause, code);
  if (error[REPORTED]) return error;
  error[REPORTED] = true;
  console.error(`Themelight: ${error.message}`);
  fire("themelight:error", { code: error.code, message: error.message });
  return error;
}

/** Wraps a callback of the browser's, which would report what it throws without saying whose it is. */
export function reporting<A extends unknown[]>(callback: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      callback(...args);
    } catch (cause) {
      report(cause);
    }
  };
}
