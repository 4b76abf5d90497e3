/** The list of paragraphs that carry a theme: for a glance over the article, and for readers who cannot see the bars. */
import { el } from "../highlighter/dom.js";
import type { Page } from "../highlighter/page.js";

/** So much of a paragraph's text tells which it is. */
const WORDS = 64;
/** Nobody scrolls through more; the filter makes the list shorter. */
const MOST = 200;

export class Places {
  readonly node: HTMLElement = el("ol", { class: "panel list", part: "list" });
  readonly #page: Page;
  #shown = "";

  constructor(page: Page) {
    this.#page = page;
  }

  update(): void {
    const page = this.#page;
    const shown = page.shown.slice(0, MOST);
    const key = shown.map((i) => `${i}:${page.themesOf(i).map(({ theme }) => theme)}`).join();
    if (key !== this.#shown) {
      this.#shown = key;
      this.node.replaceChildren(...shown.map((i) => el("li", {}, this.#entry(i))));
    }
    for (const button of this.node.querySelectorAll("button")) {
      button.setAttribute("aria-current", String(Number(button.value) === page.selected));
    }
  }

  #entry(index: number): HTMLElement {
    const page = this.#page;
    const glyphs = page.themesOf(index).map(({ theme }) => {
      const look = page.looks.find((one) => one.theme.id === theme);
      const glyph = el("span", { role: "img", "aria-label": look?.name ?? theme }, look?.glyph ?? "");
      glyph.style.color = look?.color ?? "";
      return glyph;
    });
    const text = page.paragraphs[index]!.text;
    const words = text.length > WORDS ? `${text.slice(0, WORDS).replace(/\s+\S*$/, "")}…` : text;
    const button = el("button", { type: "button", value: String(index) }, ...glyphs, ` ${words}`);
    button.addEventListener("click", () => page.select(index, { focus: true }));
    return button;
  }
}
