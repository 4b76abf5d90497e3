/** Shared helpers of the options page. */
import type { Translator } from "../shared/i18n.js";

export interface OptionsPage {
  readonly t: Translator;
  /** Shows a message above everything, until the next one. */
  notify(text: string, wrong?: boolean): void;
  /** Returns an event handler that runs asynchronous work and shows its errors. */
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
