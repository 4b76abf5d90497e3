import { el } from "../dom/el.js";
import { fill } from "../i18n/fill.js";
import type { LegendModel } from "./model.js";
import { countOf } from "./options.js";
import type { Panel } from "./panel.js";

/** How many paragraphs have a theme, in words and as one bar with a part for each theme. */
export function summary(page: LegendModel): Panel {
  const { t } = page;
  const words = el("p");
  const bar = el("div", { class: "share", role: "img" });
  return {
    node: el("div", { class: "glance", part: "glance" }, words, bar),
    update() {
      const { paragraphs, themes, counts } = page;
      const all = paragraphs.length;
      const n = countOf(page, page.confidence);
      words.textContent = fill(t.summary, { n, all });
      const none = fill(t.noTheme, { n: all - n });
      const told = themes.map(({ id, name }) => `${name}: ${counts[id]}`);
      bar.setAttribute("aria-label", [...told, none].join("; "));
      const parts = themes.map(({ id, color, line }) => {
        const part = el("i", { class: line });
        part.style.flexGrow = String(counts[id]);
        part.style.setProperty("--c", color);
        part.hidden = !counts[id];
        return part;
      });
      const rest = el("i", { class: "rest" });
      rest.style.flexGrow = String(all - n);
      bar.replaceChildren(...parts, rest);
    },
  };
}
