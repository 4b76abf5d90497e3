/** A strip beside the scrollbar: where in the article each theme sits. For the eye only; the list says the same. */
import { doc } from "../dom/native.js";
import { el } from "../highlighter/dom.js";
import { boxOf } from "../highlighter/order.js";
import type { Page } from "../highlighter/page.js";
import { drawn } from "../highlighter/slices.js";

/** Of more paragraphs than this, only every second, third … is looked at. */
const MOST = 120;

export function showStrip(page: Page): void {
  if (!page.settings.strip) return;
  const go = ({ target }: Event) => page.select(Number((target as HTMLElement).dataset.i ?? page.selected));
  const strip = el("div", { class: "strip", part: "strip", "aria-hidden": "true", click: go });
  page.shadow.append(strip);
  const survey = () => {
    // Surveyed once, when all is tagged: looking at hundreds of boxes would lay a long page out again and again.
    if (page.busy) return;
    const { scrollHeight, clientHeight } = doc.documentElement;
    const { shown, looks } = page;
    // Where everything is in view there is nothing to survey.
    strip.hidden = scrollHeight < clientHeight * 1.5 || !shown.length || !page.view.marks;
    if (strip.hidden) return;
    const every = Math.ceil(shown.length / MOST);
    const ticks = shown
      .filter((_, i) => i % every === 0)
      .flatMap((index) => {
        const top = (boxOf(page.paragraphs[index]!).top + scrollY) / scrollHeight;
        return page.themesOf(index).map(({ look }) => tick(index, top, looks.indexOf(look), look.color));
      });
    strip.replaceChildren(...ticks);
  };
  // After a frame, when the page is laid out.
  const later = () => void drawn(page.signal).then(page.guard(survey), () => {});
  page.onChange(later);
  later();
}

function tick(index: number, top: number, lane: number, color: string): HTMLElement {
  const node = el("i", { "data-i": String(index) });
  node.style.top = `${top * 100}%`;
  node.style.insetInlineEnd = `${(lane % 4) * 3}px`;
  node.style.setProperty("--c", color);
  return node;
}
