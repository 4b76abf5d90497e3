/** The legend: a pill at the lower edge that opens to a card. Next and previous are always one tap away. */
import { el } from "../highlighter/dom.js";
import type { Page } from "../highlighter/page.js";
import { type Texts, texts } from "../i18n/index.js";
import { Card } from "./card.js";
import { recall, remember } from "./memory.js";

export class Legend {
  readonly #page: Page;
  readonly #t: Texts;
  #open: boolean;
  #card: Card | undefined;
  readonly #box = el("section", { class: "legend", part: "legend", dir: "ltr" });
  readonly #pill = el("button", { class: "pill", type: "button", part: "pill", "aria-expanded": "false" });
  readonly #steps = el("div", { class: "steps", part: "steps" });
  readonly #place = el("span", { class: "place" });
  readonly #status = el("p", { class: "heard", role: "status" });

  constructor(page: Page) {
    this.#page = page;
    this.#t = texts(page.lang);
    this.#open = (recall("legend") ?? page.settings.legend) === "open";
    this.#build();
    page.shadow.append(this.#box);
    page.onChange(() => this.#update());
    page.onAsk(() => this.#ask());
    this.#update();
  }

  #build(): void {
    const t = this.#t;
    this.#box.lang = this.#page.lang;
    this.#box.setAttribute("aria-label", t.legend);
    this.#pill.addEventListener("click", () => this.#toggle(true));
    this.#steps.append(this.#step(-1, "‹", t.previous), this.#place, this.#step(1, "›", t.next));
    this.#box.append(el("div", { class: "foot" }, this.#pill, this.#steps), this.#status);
    this.#box.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#open) this.#toggle(false);
    });
  }

  #step(by: 1 | -1, sign: string, name: string): HTMLElement {
    const button = el("button", { class: "icon", type: "button", "aria-label": name }, sign);
    button.addEventListener("click", () => {
      this.#page.step(by);
      this.#say(this.#page.describe(this.#page.selected));
    });
    return button;
  }

  /** Someone clicked a label: that is the question “why?”. */
  #ask(): void {
    this.#open = true;
    this.#update();
    this.#card?.show("why");
  }

  #toggle(open: boolean): void {
    this.#open = open;
    remember("legend", open ? "open" : "closed");
    this.#update();
    (open ? this.#card : this.#pill)?.focus();
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }

  #update(): void {
    const page = this.#page;
    const t = this.#t;
    const { shown } = page;
    const themes = page.view.filter.size || Object.values(page.counts()).filter(Boolean).length;
    this.#pill.hidden = this.#open;
    this.#pill.textContent = themes ? t.pill(shown.length, themes) : t.none;
    // Invisible rather than gone: what stands beside or over them must not move when they come.
    this.#pill.classList.toggle("unseen", page.busy && !themes);
    this.#steps.classList.toggle("unseen", !shown.length);
    this.#place.textContent = t.place(shown.indexOf(page.selected) + 1, shown.length);
    if (this.#open && !this.#card) {
      this.#card = new Card(
        page,
        (text) => this.#say(text),
        () => this.#toggle(false),
      );
      this.#box.prepend(this.#card.node);
    }
    if (!this.#card) return;
    this.#card.node.hidden = !this.#open;
    if (this.#open) this.#card.update();
  }
}
