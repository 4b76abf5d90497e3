/** Errors and events, as the page's scripts and the console get them. */
import { type ErrorCode, messageOf, ThemelightError } from "../api/errors.js";
import type { ThemelightEvents } from "../api/events.js";
import { bare, doc } from "./native.js";

/** Fires an event; returns false when a listener cancelled it. */
export function fire<K extends keyof ThemelightEvents>(
  type: K,
  detail: ThemelightEvents[K],
): boolean {
  return doc.dispatchEvent(customEvent(type, detail));
}

/** Makes a cancelable event, also on a page that replaced one of the two ways to make it. */
export function customEvent(type: string, detail: unknown): Event {
  try {
    const event = doc.createEvent("CustomEvent");
    event.initCustomEvent(type, true, true, detail);
    return event;
  } catch {
    return new CustomEvent(type, bare({ detail, bubbles: true, cancelable: true }));
  }
}

/** Marks a reported error. A registered symbol, because the loader and the rest are two bundles. */
const REPORTED = Symbol.for("themelight.reported");
type Reportable = ThemelightError & { [REPORTED]?: boolean };

/** Returns an error with a code. Errors of the browser and of the page's scripts get `code`. */
export function typed(cause: unknown, code: ErrorCode): ThemelightError {
  // By name: each of the two bundles has its own class.
  if (cause instanceof Error && cause.name === "ThemelightError") return cause as ThemelightError;
  return new ThemelightError(code, messageOf(cause), bare({ cause }));
}

/** Reports a failure with one console message and one event, once. Returns it with a code. */
export function report(cause: unknown, code: ErrorCode = "page/failed"): ThemelightError {
  const error: Reportable = typed(cause, code);
  if (error[REPORTED]) return error;
  error[REPORTED] = true;
  console.error(`Themelight: ${error.message}`);
  fire("themelight:error", { code: error.code, message: error.message });
  return error;
}

/** Wraps an event listener: what it throws is reported as Themelight's, not as the page's. */
export function reporting<A extends unknown[]>(
  callback: (...args: A) => void,
): (...args: A) => void {
  return (...args) => {
    try {
      callback(...args);
    } catch (cause) {
      report(cause);
    }
  };
}
