/** Numbers and small elements that several stages share. */
import { el } from "../../src/dom/el.js";
import { lang } from "./texts.js";
import { nameOf, type TraceLabel } from "./trace.js";

const formatter = (options: Intl.NumberFormatOptions) => {
  const { format } = new Intl.NumberFormat(lang, options);
  // Not the hyphen that the format writes.
  return (value: number) => format(value).replace("-", "−");
};

export const whole = formatter({ maximumFractionDigits: 0 });
export const decimal = formatter({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
/** With a plus sign, for weights. */
export const signed = formatter({ signDisplay: "exceptZero", maximumFractionDigits: 0 });
/** A probability with one decimal: the widget rounds to whole per cent. */
export const percent = formatter({
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** Gives an element the colours of a theme. A style attribute would be against the policy. */
export function tint<E extends HTMLElement>(element: E, label: TraceLabel): E {
  element.classList.add("tinted");
  element.style.setProperty("--light", label.color);
  element.style.setProperty("--dark", label.colorDark);
  return element;
}

/** Returns a card of a theme: its name, and something below. */
export function card(label: TraceLabel, ...children: (Node | string)[]): HTMLLIElement {
  const name = el("h3", {}, nameOf(label, lang));
  return tint(el("li", { class: "card" }, name, ...children), label);
}

export const cards = (items: readonly HTMLLIElement[]): HTMLUListElement =>
  el("ul", { class: "cards" }, ...items);

export const quiet = (text: string): HTMLParagraphElement => el("p", { class: "quiet" }, text);

/** Returns a bar from 0 to 1 of the width beside a number; the number says the same. */
export function bar(share: number, negative = false): HTMLSpanElement {
  const fill = el("span", { class: negative ? "fill negative" : "fill" });
  fill.style.setProperty("--share", String(Math.min(1, Math.max(0, share))));
  return el("span", { class: "bar", "aria-hidden": "true" }, fill);
}
