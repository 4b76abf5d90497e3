import { button, el } from "../dom/el.js";
import type { LegendModel } from "./model.js";
import type { Panel } from "./panel.js";

/** UTF-16 code units of a paragraph's text in the list; a line shows as many as fit. */
const MAX_TEXT = 99;
const MAX_ENTRIES = 200;

/** A list of the paragraphs with themes: an overview, and the accessible form of the strip. */
export function listPanel(page: LegendModel): Panel {
  const node = el("ol", { class: "panel list", part: "list" });
  let entries: HTMLButtonElement[] = [];
  let built = "";
  const entry = (index: number) => {
    const glyphs = page.themesOf(index).map(({ theme: { glyph, name, color } }) => {
      const node = el("span", { role: "img", "aria-label": name }, glyph);
      node.style.color = color;
      return node;
    });
    const click = () => page.select(index, { focus: true });
    const text = page.paragraphs[index]!.text.slice(0, MAX_TEXT);
    return button({ value: String(index), click }, ...glyphs, ` ${text}`);
  };
  return {
    node,
    update() {
      const shown = page.shown.slice(0, MAX_ENTRIES);
      const key = shown
        .map((i) => [i, ...page.themesOf(i).map(({ theme }) => theme.id)].join(" "))
        .join();
      if (key !== built) {
        built = key;
        entries = shown.map(entry);
        node.replaceChildren(...entries.map((one) => el("li", {}, one)));
      }
      for (const one of entries) {
        one.setAttribute("aria-current", String(Number(one.value) === page.selected));
      }
    },
  };
}
