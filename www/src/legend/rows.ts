import { button, el } from "../dom/el.js";
import { fill } from "../i18n/fill.js";
import type { LegendModel } from "./model.js";
import type { Panel } from "./panel.js";

/**
 * A row for each theme: line and glyph as on the page, name, count. Each row toggles the filter.
 */
export function themeRows(page: LegendModel, announce: (text: string) => void): Panel {
  const { t } = page;
  const toggle = (id: string) => {
    const kept = new Set(page.filtered);
    if (!kept.delete(id)) kept.add(id);
    page.filter([...kept]);
    const themes = page.themes.filter((theme) => kept.has(theme.id)).map(({ name }) => name);
    const n = page.shown.length;
    announce(fill(themes.length ? t.showing : t.showingAll, { n, themes: themes.join(", ") }));
  };
  const rows = page.themes.map(({ id, name, glyph, line }) => {
    const key = el(
      "span",
      { class: "key", "aria-hidden": "true" },
      el("i", { class: line }),
      glyph,
    );
    const count = el("span", { class: "n" });
    const node = button({ class: "row", part: "row", click: () => toggle(id) }, key, name, count);
    return { node, key, count };
  });
  return {
    node: el(
      "div",
      { class: "rows", role: "group", "aria-label": t.filter },
      ...rows.map(({ node }) => node),
    ),
    update() {
      const { counts, filtered } = page;
      // No `entries()`: some old libraries replace it.
      page.themes.forEach(({ id, color }, i) => {
        const { node, key, count } = rows[i]!;
        key.style.color = color;
        count.textContent = String(counts[id]);
        node.setAttribute("aria-pressed", String(filtered.has(id)));
      });
    },
  };
}
