import { button, el } from "../dom/el.js";
import { fire } from "../dom/report.js";
import { fill } from "../i18n/fill.js";
import type { LegendModel } from "./model.js";
import type { Panel } from "./panel.js";

/**
 * Buttons by which readers report wrong and missing themes to the site, as the event
 * `themelight:report`. Nothing is sent.
 */
export function reportPanel(page: LegendModel): Panel {
  const { t } = page;
  const node = el("div", { class: "report", part: "report" });
  return {
    node,
    update() {
      const index = page.selected;
      const carried = new Set(page.themesOf(index).map(({ theme }) => theme));
      const buttons = page.themes.map((theme) => {
        const wrong = carried.has(theme);
        const click = () => {
          fire("themelight:report", { index, theme: theme.id, kind: wrong ? "wrong" : "missing" });
          one.replaceWith(el("p", { class: "hint", role: "status" }, t.reported));
        };
        const text = fill(wrong ? t.reportWrong : t.reportMissing, { name: theme.name });
        const one = button({ class: "tab", click }, text);
        return one;
      });
      node.replaceChildren(...buttons);
    },
  };
}
