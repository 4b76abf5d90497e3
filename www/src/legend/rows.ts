/** One row a theme: line and glyph as on the page, name, count. Each row is a switch of the filter. */
import { el } from "../highlighter/dom.js";
import type { Page } from "../highlighter/page.js";
import { texts } from "../i18n/index.js";

interface Row {
  readonly button: HTMLElement;
  readonly key: HTMLElement;
  readonly count: HTMLElement;
}

export class Rows {
  readonly node: HTMLElement = el("div", { class: "rows", role: "group" });
  readonly #page: Page;
  readonly #rows = new Map<string, Row>();
  readonly #say: (text: string) => void;

  constructor(page: Page, say: (text: string) => void) {
    this.#page = page;
    this.#say = say;
    this.node.setAttribute("aria-label", texts(page.lang).filter);
    for (const { theme, name, glyph, line } of page.looks) {
      const key = el("span", { class: "key", "aria-hidden": "true" }, el("i", { class: line }), glyph);
      const count = el("span", { class: "n" });
      const button = el("button", { class: "row", type: "button", part: "row" }, key, name, count);
      button.addEventListener("click", () => this.#flip(theme.id));
      this.#rows.set(theme.id, { button, key, count });
      this.node.append(button);
    }
  }

  update(): void {
    const counts = this.#page.counts();
    for (const { theme, color } of this.#page.looks) {
      const row = this.#rows.get(theme.id);
      if (!row) continue;
      row.key.style.color = color;
      row.count.textContent = String(counts[theme.id] ?? 0);
      row.button.setAttribute("aria-pressed", String(this.#page.view.filter.has(theme.id)));
    }
  }

  #flip(theme: string): void {
    const page = this.#page;
    const t = texts(page.lang);
    const themes = new Set(page.view.filter);
    if (!themes.delete(theme)) themes.add(theme);
    page.filter([...themes]);
    const names = page.looks.filter((look) => themes.has(look.theme.id)).map(({ name }) => name);
    const { length } = page.shown;
    this.#say(names.length ? t.showing(length, names.join(", ")) : t.showingAll(length));
  }
}
