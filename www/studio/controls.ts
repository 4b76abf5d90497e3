/** Form controls and downloads. */
import { button, el } from "../src/dom/el.js";

type Child = Node | string;

/** Returns a labelled select; `chosen` is the value that is selected. */
export function select(
  label: string,
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  change: (value: string) => void,
): HTMLLabelElement {
  const box = el("select", { change: () => change(box.value) });
  box.append(...options.map(([value, text]) => new Option(text, value, false, value === chosen)));
  return el("label", { class: "field" }, el("span", {}, label), box);
}

export function textField(
  label: string,
  value: string,
  change: (value: string) => void,
  placeholder = "",
): HTMLLabelElement {
  const box = el("input", { type: "text", placeholder, change: () => change(box.value.trim()) });
  box.value = value;
  return el("label", { class: "field" }, el("span", {}, label), box);
}

export function checkbox(
  label: string,
  checked: boolean,
  change: (checked: boolean) => void,
): HTMLLabelElement {
  const box = el("input", { type: "checkbox", change: () => change(box.checked) });
  box.checked = checked;
  return el("label", { class: "check" }, box, label);
}

/** Returns radio buttons in a group with a caption. */
export function radios(
  name: string,
  caption: string,
  options: readonly (readonly [value: string, label: string])[],
  chosen: string,
  change: (value: string) => void,
): HTMLFieldSetElement {
  const rows = options.map(([value, label]) => {
    const box = el("input", { type: "radio", name, value, change: () => change(value) });
    box.checked = value === chosen;
    return el("label", { class: "check" }, box, label);
  });
  return el("fieldset", { class: "radios" }, el("legend", {}, caption), ...rows);
}

/** A button that opens the file dialogue. */
export function fileButton(
  label: string,
  accept: string,
  open: (file: File) => void,
  className = "button",
): HTMLSpanElement {
  const input = el("input", { type: "file", accept, hidden: "", "aria-label": label });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    // Otherwise the next choice of the same file fires no event.
    input.value = "";
    if (file) open(file);
  });
  return el(
    "span",
    { class: "file" },
    button({ class: className, click: () => input.click() }, label),
    input,
  );
}

export const action = (label: string, click: () => void, className = "button"): HTMLButtonElement =>
  button({ class: className, click }, label);

export const row = (...children: Child[]): HTMLDivElement =>
  el("div", { class: "row" }, ...children);

/** Downloads text or bytes as a file. */
export function download(name: string, content: string | Uint8Array): void {
  const blob = new Blob([content as BlobPart], { type: "application/octet-stream" });
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  // The download has copied the bytes by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Shows a table; it scrolls sideways on narrow screens, also by keyboard. */
export function table(
  caption: string,
  heads: readonly Child[],
  rows: readonly (readonly Child[])[],
): HTMLDivElement {
  const head = el("tr", {}, ...heads.map((cell) => el("th", { scope: "col" }, cell)));
  const body = rows.map((cells) => el("tr", {}, ...cells.map((cell) => el("td", {}, cell))));
  return el(
    "div",
    { class: "table", role: "region", "aria-label": caption, tabindex: "0" },
    el("table", {}, el("caption", {}, caption), el("thead", {}, head), el("tbody", {}, ...body)),
  );
}

/** Renders again and gives the focus back to the same control. */
export function keepFocus(parent: HTMLElement, render: () => void): void {
  const controls = () => [
    ...parent.querySelectorAll<HTMLElement>("button, input, select, summary"),
  ];
  const index = controls().indexOf(document.activeElement as HTMLElement);
  render();
  if (index >= 0) controls()[index]?.focus({ preventScroll: true });
}
