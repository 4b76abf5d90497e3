/** The list of paragraphs that carry a theme: for a glance over the article, and for readers who cannot see the bars. */
import { button, el } from "../dom/el.js";
import type { Page } from "../highlighter/controller.js";
import type { Panel } from "./panel.js";

/** So much of a paragraph's text tells which it is, to readers and to screen readers; the line shows what fits. */
const LENGTH = 99;
/** Nobody scrolls through more; the filter makes the list shorter. */
const MOST = 200;

export function placesPanel(page: Page): Panel {
  const node = el("ol", { class: "panel list", part: "list" });
  let entries: HTMLButtonElement[] = [];
  let known = "";
  const entry = (index: number) => {
    const glyphs = page.themesOf(index).map(({ look: { glyph, name, color } }) => {
      const node = el("span", { role: "img", "aria-label": name }, glyph);
      node.style.color = color;
      return node;
    });
    const { text } = page.paragraphs[index]!;
    const click = () => page.select(index, { focus: true });
    return button({ value: String(index), click }, ...glyphs, ` ${text.slice(0, LENGTH)}`);
  };
  return {
    node,
    update() {
      const shown = page.shown.slice(0, MOST);
      const key = shown
        .map((i) => [i, ...page.themesOf(i).map(({ look }) => look.theme.id)].join(" "))
        .join();
      if (key !== known) {
        known = key;
        entries = shown.map(entry);
        node.replaceChildren(...entries.map((one) => el("li", {}, one)));
      }
      for (const one of entries)
        one.setAttribute("aria-current", String(Number(one.value) === page.selected));
    },
  };
}
