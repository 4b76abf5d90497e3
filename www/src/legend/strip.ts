/** A strip beside the scrollbar: where in the article each theme sits. For the eye only; the list says the same. */
import { el } from "../highlighter/dom.js";
import { boxOf } from "../highlighter/order.js";
import type { Page } from "../highlighter/page.js";

/** Ticks nearer than this, in CSS pixels, would be one blot. */
const STEP = 4;

/** Of more paragraphs than this, only every second, third … is looked at. */
const MOST = 120;

export function showStrip(page: Page): void {
  const go = ({ target }: Event) => page.select(Number((target as HTMLElement).dataset.i ?? page.selected));
  const strip = el("div", { class: "strip", part: "strip", "aria-hidden": "true", click: go });
  let known = "";
  page.shadow.append(strip);
  page.onChange(() => {
    // Surveyed once, when all is tagged: looking at hundreds of boxes would lay a long page out again and again.
    if (page.busy) return;
    const { scrollHeight, clientHeight } = document.documentElement;
    const { shown, looks } = page;
    // Where everything is in view there is nothing to survey.
    strip.hidden = scrollHeight < clientHeight * 1.5 || !shown.length || !page.view.marks;
    if (strip.hidden) return;
    const ticks = new Map<string, () => HTMLElement>();
    const every = Math.ceil(shown.length / MOST);
    for (const index of shown.filter((_, i) => i % every === 0)) {
      const box = boxOf(page.paragraphs[index]!);
      const top = Math.round((((box.top + scrollY) / scrollHeight) * clientHeight) / STEP) * STEP;
      for (const { look } of page.themesOf(index)) {
        const key = `${top} ${look.theme.id} ${look.color}`;
        if (!ticks.has(key)) ticks.set(key, () => tick(index, top, looks.indexOf(look), look.color));
      }
    }
    const key = [...ticks.keys()].join();
    if (key === known) return;
    known = key;
    strip.replaceChildren(...[...ticks.values()].map((make) => make()));
  });
}

function tick(index: number, top: number, lane: number, color: string): HTMLElement {
  const node = el("i", { "data-i": String(index) });
  node.style.top = `${top}px`;
  node.style.insetInlineEnd = `${(lane % 4) * 3}px`;
  node.style.setProperty("--c", color);
  return node;
}
