/**
 * The legend: a pill at the lower edge that opens to a card. The card has one row a theme and one panel at a time: why
 * this paragraph, the list of paragraphs, the settings. Next and previous are always one tap away.
 */
import { el } from "../highlighter/dom.js";
import type { Page } from "../highlighter/page.js";
import { adopt } from "../highlighter/sheets.js";
import { type Texts, texts } from "../i18n/index.js";
import { recall, remember } from "./memory.js";
import { Options } from "./options.js";
import { Places } from "./places.js";
import { Rows } from "./rows.js";
import { legendStyles } from "./styles.js";
import { Why } from "./why.js";

/** What a panel shows, and how it is kept in step with the page. */
export interface Panel {
  readonly node: HTMLElement;
  update(): void;
}
type PanelName = "why" | "list" | "options";

export class Legend {
  readonly #page: Page;
  readonly #t: Texts;
  #open: boolean;
  #panel: PanelName | undefined;
  readonly #panels: Record<PanelName, Panel>;
  readonly #rows: Rows;
  readonly #box = el("section", { class: "legend", part: "legend", dir: "ltr" });
  readonly #pill = el("button", { class: "pill", type: "button", part: "pill", "aria-expanded": "false" });
  readonly #card = el("div", { class: "card", part: "card" });
  readonly #tabs = el("div", { class: "tabs" });
  readonly #steps = el("div", { class: "steps", part: "steps" });
  readonly #place = el("span", { class: "place" });
  readonly #status = el("p", { class: "heard", role: "status" });

  constructor(page: Page) {
    this.#page = page;
    this.#t = texts(page.lang);
    this.#open = (recall("legend") ?? page.settings.legend) === "open";
    this.#rows = new Rows(page, (said) => this.#say(said));
    this.#panels = { why: new Why(page), list: new Places(page), options: new Options(page) };
    adopt(page.shadow, legendStyles);
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
    const close = el("button", { class: "icon", type: "button", "aria-label": t.close }, "×");
    close.addEventListener("click", () => this.#toggle(false));
    const names: [PanelName, string][] = [
      ["why", t.why],
      ["list", t.list],
      ["options", t.options],
    ];
    for (const [name, text] of names) {
      const tab = el("button", { class: "tab", type: "button", "data-panel": name }, text);
      tab.addEventListener("click", () => this.#show(this.#panel === name ? undefined : name));
      this.#tabs.append(tab);
    }
    this.#card.append(
      el("div", { class: "head" }, el("h2", {}, t.legend), close),
      this.#rows.node,
      this.#tabs,
      ...Object.values(this.#panels).map(({ node }) => node),
    );
    this.#steps.append(this.#step(-1, "‹", t.previous), this.#place, this.#step(1, "›", t.next));
    this.#box.append(this.#card, el("div", { class: "foot" }, this.#pill, this.#steps), this.#status);
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
    this.#show("why");
  }

  #toggle(open: boolean): void {
    this.#open = open;
    remember("legend", open ? "open" : "closed");
    this.#update();
    (open ? this.#rows.node.querySelector("button") : this.#pill)?.focus();
  }

  #show(panel: PanelName | undefined): void {
    this.#panel = panel;
    this.#update();
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }

  #update(): void {
    const page = this.#page;
    const t = this.#t;
    const { shown } = page;
    const themes = page.view.filter.size || Object.values(page.counts()).filter(Boolean).length;
    this.#card.hidden = !this.#open;
    this.#pill.hidden = this.#open;
    this.#pill.textContent = themes ? t.pill(shown.length, themes) : page.busy ? t.working : t.none;
    this.#steps.hidden = !shown.length;
    this.#place.textContent = t.place(shown.indexOf(page.selected) + 1, shown.length);
    if (!this.#open) return;
    this.#rows.update();
    for (const tab of this.#tabs.children) {
      tab.setAttribute("aria-expanded", String((tab as HTMLElement).dataset.panel === this.#panel));
    }
    for (const [name, panel] of Object.entries(this.#panels)) {
      panel.node.hidden = name !== this.#panel;
      if (!panel.node.hidden) panel.update();
    }
  }
}
