/** How certain the model must be, whether marks show, whether keys work. */
import { el } from "../highlighter/dom.js";
import type { Page } from "../highlighter/page.js";
import { texts } from "../i18n/index.js";
import { remember } from "./memory.js";

export class Options {
  readonly node: HTMLElement = el("div", { class: "panel options", part: "options" });
  readonly #page: Page;
  readonly #slider = el("input", { type: "range", min: "30", max: "95", step: "5" });
  readonly #value = el("output");
  readonly #marks = el("input", { type: "checkbox" });
  readonly #keys = el("input", { type: "checkbox" });
  readonly #reset: HTMLElement;

  constructor(page: Page) {
    this.#page = page;
    const t = texts(page.lang);
    this.#reset = el("button", { type: "button", class: "tab" }, t.confidenceAuto);
    this.#slider.addEventListener("input", () => page.setConfidence(Number(this.#slider.value) / 100));
    this.#reset.addEventListener("click", () => page.setConfidence(undefined));
    this.#marks.addEventListener("change", () => page.setMarks(this.#marks.checked));
    this.#keys.addEventListener("change", () => {
      page.keys = this.#keys.checked;
      remember("keys", this.#keys.checked ? "on" : "off");
    });
    this.node.append(
      el("label", { class: "slider" }, `${t.confidence} `, this.#value, this.#slider),
      this.#reset,
      el("label", {}, this.#marks, ` ${t.marks}`),
      el("label", {}, this.#keys, ` ${t.shortcuts}`),
    );
  }

  update(): void {
    const { confidence, marks } = this.#page.view;
    const t = texts(this.#page.lang);
    this.#slider.value = String((confidence ?? 0.5) * 100);
    this.#value.textContent = confidence === undefined ? t.confidenceAuto : `≥ ${t.percent(confidence)}`;
    this.#reset.hidden = confidence === undefined;
    this.#marks.checked = marks;
    this.#keys.checked = this.#page.keys;
  }
}
