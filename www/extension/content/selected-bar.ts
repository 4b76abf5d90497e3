/**
 * Draws a neutral bar beside the selected paragraph where it has no theme, and so no mark: after
 * the reader removed its last theme it is still seen which paragraph that was.
 */
import { el } from "../../src/dom/el.js";
import type { PageController } from "../../src/highlighter/controller.js";

/** CSS pixels between the bar and the text. */
const GAP = 10;

export function showSelectedBar(page: PageController): void {
  const bar = el("div", { class: "selected-bar", "aria-hidden": "true", hidden: "" });
  page.shadow.append(bar);
  page.on("change", () => {
    const { selected } = page;
    const paragraph = page.paragraphs[selected];
    bar.hidden = !paragraph || !page.marks || page.themesOf(selected).length > 0;
    if (!paragraph || bar.hidden) return;
    const origin = page.host.getBoundingClientRect();
    const { left, top, height } = paragraph.range.getBoundingClientRect();
    bar.style.left = `${Math.max(1, left - GAP) - origin.left}px`;
    bar.style.top = `${top - origin.top}px`;
    bar.style.height = `${height}px`;
  });
}
