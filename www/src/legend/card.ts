/** What the legend opens to: one row a theme, and one panel at a time under them. Built when first opened. */
import { el } from "../highlighter/dom.js";
import type { Page } from "../highlighter/page.js";
import { texts } from "../i18n/index.js";
import { Options } from "./options.js";
import { Places } from "./places.js";
import { Rows } from "./rows.js";
import { Why } from "./why.js";

/** What a panel shows, and how it is kept in step with the page. */
interface Panel {
  readonly node: HTMLElement;
  update(): void;
}
type PanelName = "why" | "list" | "options";

export class Card {
  readonly node: HTMLElement;
  readonly #rows: Rows;
  readonly #panels: Record<PanelName, Panel>;
  readonly #tabs = el("div", { class: "tabs" });
  #panel: PanelName | undefined;

  constructor(page: Page, say: (text: string) => void, onClose: () => void) {
    const t = texts(page.lang);
    this.#rows = new Rows(page, say);
    this.#panels = { why: new Why(page), list: new Places(page), options: new Options(page) };
    const names: Record<PanelName, string> = { why: t.why, list: t.list, options: t.options };
    for (const [name, text] of Object.entries(names) as [PanelName, string][]) {
      const tab = el("button", { class: "tab", type: "button", "data-panel": name }, text);
      tab.addEventListener("click", () => this.show(this.#panel === name ? undefined : name));
      this.#tabs.append(tab);
    }
    const close = el("button", { class: "icon", type: "button", "aria-label": t.close }, "×");
    close.addEventListener("click", onClose);
    const head = el("div", { class: "head" }, el("h2", {}, t.legend), close);
    const panels = Object.values(this.#panels).map(({ node }) => node);
    this.node = el("div", { class: "card", part: "card" }, head, this.#rows.node, this.#tabs, ...panels);
  }

  focus(): void {
    this.#rows.node.querySelector("button")?.focus();
  }

  show(panel: PanelName | undefined): void {
    this.#panel = panel;
    this.update();
  }

  update(): void {
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
