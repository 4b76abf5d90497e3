import { button, el } from "../dom/el.js";
import { fill } from "../i18n/fill.js";
import { type Card, card } from "./card.js";
import type { LegendModel } from "./model.js";

/** The legend: a button at the lower edge that opens a card, and buttons for next and previous. */
export class Legend {
  readonly #page: LegendModel;
  readonly #pill = button({
    class: "pill",
    part: "pill",
    "aria-expanded": "false",
    click: () => this.#toggle(true),
  });
  readonly #position = el("span", { class: "place" });
  readonly #status = el("p", { class: "heard", role: "status" });
  readonly #steps: HTMLElement;
  readonly #box: HTMLElement;
  #open = false;
  #card: Card | undefined;

  /** Listens to the model from now on; adds nothing before `mount`. */
  constructor(page: LegendModel) {
    this.#page = page;
    const { t, lang } = page;
    this.#steps = el(
      "div",
      { class: "steps", part: "steps" },
      this.#stepper(-1, "‹", t.previous),
      this.#position,
      this.#stepper(1, "›", t.next),
    );
    const keydown = (event: Event) => {
      if ((event as KeyboardEvent).key === "Escape" && this.#open) this.#toggle(false);
    };
    this.#box = el(
      "section",
      { class: "legend", part: "legend", dir: "ltr", lang, "aria-label": t.legend, keydown },
      el("div", { class: "foot" }, this.#pill, this.#steps),
      this.#status,
    );
    page.on("why", () => {
      this.#open = true;
      this.#update();
      this.#card!.show("why");
    });
  }

  mount(shadow: ShadowRoot): void {
    const { settings, storage } = this.#page;
    this.#open ||= (storage.get("legend") ?? settings.legend) === "open";
    shadow.append(this.#box);
    this.#page.on("change", () => this.#update());
    this.#update();
  }

  #stepper(by: 1 | -1, sign: string, name: string): HTMLElement {
    const page = this.#page;
    const click = () => {
      page.step(by);
      const names = page.themesOf(page.selected).map(({ theme }) => theme.name);
      this.#announce(`${this.#positionText()}. ${names.join(", ")}`);
    };
    return button({ class: "icon", "aria-label": name, click }, sign);
  }

  #positionText(): string {
    const { shown, selected } = this.#page;
    return `${shown.indexOf(selected) + 1}/${shown.length}`;
  }

  /** Has screen readers read a text. */
  #announce(text: string): void {
    this.#status.textContent = text;
  }

  #toggle(open: boolean): void {
    this.#open = open;
    this.#page.storage.set("legend", open ? "open" : "closed");
    this.#update();
    (open ? this.#card?.node.querySelector<HTMLElement>(".row") : this.#pill)?.focus();
  }

  #update(): void {
    const { shown, filtered, counts, busy, t } = this.#page;
    const n = shown.length;
    const themes = filtered.size || Object.values(counts).filter(Boolean).length;
    this.#pill.hidden = this.#open;
    this.#pill.textContent = themes ? fill(t.pill, { n, themes }) : t.none;
    // Keeps the space of both, so that nothing beside or over them moves when they appear.
    this.#pill.classList.toggle("unseen", busy && !themes);
    this.#steps.classList.toggle("unseen", !n);
    this.#position.textContent = this.#positionText();
    if (this.#open && !this.#card) {
      this.#card = card(
        this.#page,
        (text) => this.#announce(text),
        () => this.#toggle(false),
      );
      this.#box.prepend(this.#card.node);
    }
    if (!this.#card) return;
    this.#card.node.hidden = !this.#open;
    if (this.#open) this.#card.update();
  }
}
