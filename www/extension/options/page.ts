/** What the parts of the options page share. */
import type { Translator } from "../shared/i18n.js";

export interface OptionsPage {
  readonly t: Translator;
  /** Shows a message above everything, until the next one. */
  notify(text: string, wrong?: boolean): void;
  /** Makes an event handler of asynchronous work; a failure is shown in the reader's words. */
  guarded<A extends unknown[]>(work: (...args: A) => Promise<unknown>): (...args: A) => void;
}

/** Makes an element of our own pages. */
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
