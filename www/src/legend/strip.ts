/** A strip beside the scrollbar: where in the article each theme sits. For the eye only; the list says the same. */
import { el } from "../highlighter/dom.js";
import { boxOf } from "../highlighter/order.js";
import type { Page } from "../highlighter/page.js";
import type { Look } from "../highlighter/palette.js";

/** Ticks nearer than this, in CSS pixels, would be one blot. */
const STEP = 4;

/** Of more paragraphs than this, only every second, third … is looked at. */
const MOST = 240;

export class Strip {
  readonly #page: Page;
  readonly #node = el("div", { class: "strip", part: "strip", "aria-hidden": "true" });
  #shown = "";

  constructor(page: Page) {
    this.#page = page;
    page.shadow.append(this.#node);
    page.onChange(() => this.#update());
    page.onResize(() => this.#update());
    this.#node.addEventListener("click", ({ target }) => {
      const index = Number((target as HTMLElement).dataset.i ?? -1);
      if (index >= 0) page.select(index);
    });
  }

  #update(): void {
    const page = this.#page;
    const { scrollHeight, clientHeight } = document.documentElement;
    // Where everything is in view there is nothing to survey.
    const { shown } = page;
    this.#node.hidden = scrollHeight < clientHeight * 1.5 || !shown.length || !page.view.marks;
    if (this.#node.hidden) return;
    const ticks = new Map<string, { top: number; lane: number; look: Look; index: number }>();
    const every = Math.ceil(shown.length / MOST);
    for (const index of shown.filter((_, i) => i % every === 0)) {
      const box = boxOf(page.paragraphs[index]!);
      const top = Math.round((((box.top + scrollY) / scrollHeight) * clientHeight) / STEP) * STEP;
      for (const { theme } of page.themesOf(index)) {
        const lane = page.looks.findIndex((one) => one.theme.id === theme);
        const look = page.looks[lane];
        if (look && !ticks.has(`${top} ${lane}`)) ticks.set(`${top} ${lane}`, { top, lane, look, index });
      }
    }
    const key = [...ticks.keys(), page.looks[0]?.color].join();
    if (key === this.#shown) return;
    this.#shown = key;
    this.#node.replaceChildren(...[...ticks.values()].map(tick));
  }
}

function tick({
  top,
  lane,
  look,
  index,
}: {
  top: number;
  lane: number;
  look: Look;
  index: number;
}): HTMLElement {
  const node = el("i", { "data-i": String(index) });
  node.style.top = `${top}px`;
  node.style.insetInlineEnd = `${(lane % 4) * 3}px`;
  node.style.setProperty("--c", look.color);
  return node;
}
