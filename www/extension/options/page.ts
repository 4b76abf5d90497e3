/** Shared helpers of the options page. */
import type { Translator } from "../shared/i18n.js";
import type { Notify } from "./notice.js";

export interface OptionsPage {
  readonly t: Translator;
  /** Shows a message above everything, until the next one. */
  readonly notify: Notify;
  /**
   * Returns an event handler that runs asynchronous work. The message of a failure offers to try
   * again.
   */
  guarded<A extends unknown[]>(work: (...args: A) => Promise<unknown>): (...args: A) => void;
}

/** Creates an element. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
