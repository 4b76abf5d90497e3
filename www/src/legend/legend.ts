/**
 * The legend: a pill at the lower edge that opens to a card with one row a theme. Each row is a switch that filters;
 * next and previous are always one tap away.
 */
import { el } from "../highlighter/dom.js";
import type { Page } from "../highlighter/page.js";
import { adopt } from "../highlighter/sheets.js";
import { type Texts, texts } from "../i18n/index.js";
import { legendStyles } from "./styles.js";

export class Legend {
  #page: Page;
  #t: Texts;
  #open: boolean;
  #box = el("section", { class: "legend", part: "legend" });
  #pill = el("button", { class: "pill", type: "button", part: "pill" });
  #card = el("div", { class: "card", part: "card" });
  #rows = el("div", { class: "rows" });
  #place = el("span", { class: "place" });
  #status = el("p", { class: "heard", role: "status" });

  constructor(page: Page) {
    this.#page = page;
    this.#t = texts(page.lang);
    this.#open = page.settings.legend === "open";
    adopt(page.shadow, legendStyles);
    this.#build();
    page.shadow.append(this.#box);
    page.onChange(() => this.#update());
    this.#update();
  }

  #build(): void {
    const t = this.#t;
    this.#box.lang = this.#page.lang;
    this.#box.setAttribute("aria-label", t.legend);
    this.#pill.addEventListener("click", () => this.#toggle(true));
    const close = el("button", { class: "icon", type: "button", "aria-label": t.close }, "–");
    close.addEventListener("click", () => this.#toggle(false));
    this.#card.append(el("div", { class: "head" }, el("h2", {}, t.legend), close), this.#rows);
    const bar = el(
      "div",
      { class: "nav" },
      this.#step(-1, "‹", t.previous),
      this.#place,
      this.#step(1, "›", t.next),
    );
    this.#box.append(this.#card, el("div", { class: "foot" }, this.#pill, bar), this.#status);
  }

  #step(by: 1 | -1, sign: string, name: string): HTMLElement {
    const button = el("button", { class: "icon", type: "button", "aria-label": name }, sign);
    button.addEventListener("click", () => this.#page.step(by));
    return button;
  }

  #toggle(open: boolean): void {
    this.#open = open;
    this.#update();
    (open ? this.#rows.querySelector("button") : this.#pill)?.focus();
  }

  #update(): void {
    const page = this.#page;
    const t = this.#t;
    const shown = page.shown;
    const counts = page.counts();
    const themes = page.looks.filter(({ theme }) => counts[theme.id]);
    this.#card.hidden = !this.#open;
    this.#pill.hidden = this.#open;
    this.#pill.setAttribute("aria-expanded", String(this.#open));
    this.#pill.textContent = themes.length ? t.pill(shown.length, themes.length) : t.none;
    this.#place.textContent = t.place(shown.indexOf(page.selected) + 1, shown.length);
    this.#rows.replaceChildren(
      ...page.looks.map(({ theme, name, glyph, color, line }) => {
        const on = page.view.filter.has(theme.id);
        const key = el("span", { class: `key ${line}` }, glyph);
        key.style.color = color;
        const row = el(
          "button",
          { class: "row", type: "button", part: "row", "aria-pressed": String(on) },
          key,
          el("span", { class: "name" }, name),
          el("span", { class: "n" }, String(counts[theme.id] ?? 0)),
        );
        row.addEventListener("click", () => this.#filter(theme.id, !on));
        return row;
      }),
    );
  }

  #filter(theme: string, on: boolean): void {
    const page = this.#page;
    const themes = new Set(page.view.filter);
    if (on) themes.add(theme);
    else themes.delete(theme);
    page.filter([...themes]);
    const names = page.looks.filter((look) => themes.has(look.theme.id)).map(({ name }) => name);
    const n = page.shown.length;
    this.#status.textContent = names.length ? this.#t.showing(n, names.join(", ")) : this.#t.showingAll(n);
  }
}
