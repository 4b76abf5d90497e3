import { doc } from "./native.js";
import { reporting } from "./report.js";

type Attributes = Record<string, string | ((event: Event) => void)>;

/**
 * Makes an element for our shadow root. A function is added as listener for the event of its name.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = doc.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "string") element.setAttribute(name, value);
    else element.addEventListener(name, reporting(value));
  }
  element.append(...children);
  return element;
}

export const button = (attributes: Attributes, ...children: (Node | string)[]): HTMLButtonElement =>
  el("button", { type: "button", ...attributes }, ...children);
