import { button, el } from "../dom/el.js";
import { fill } from "../i18n/fill.js";
import type { LegendModel } from "./model.js";
import type { Panel } from "./panel.js";

/**
 * A switch for each theme: line and glyph as on the page, name, count. Below them, while a filter
 * is on, what happens to the other paragraphs, and a button that ends it.
 */
export function themeRows(page: LegendModel, announce: (text: string) => void): Panel {
  const { t } = page;
  const filter = (ids: readonly string[]) => {
    page.filter(ids);
    const themes = page.themes.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
    const n = page.shown.length;
    announce(fill(themes.length ? t.showing : t.showingAll, { n, themes: themes.join(", ") }));
    if (themes.length) page.revealNearest();
  };
  const toggle = (id: string) => {
    const kept = new Set(page.filtered);
    if (!kept.delete(id)) kept.add(id);
    filter([...kept]);
  };
  const rows = page.themes.map(({ id, name, glyph, line }) => {
    const key = el(
      "span",
      { class: "key", "aria-hidden": "true" },
      el("i", { class: line }),
      glyph,
    );
    const count = el("span", { class: "n" });
    const knob = el("span", { class: "knob", "aria-hidden": "true" });
    const node = button(
      { class: "row", part: "row", role: "switch", click: () => toggle(id) },
      key,
      el("span", {}, name),
      count,
      knob,
    );
    return { node, key, count };
  });
  const showAll = () => {
    filter([]);
    rows.find(({ node }) => !node.disabled)?.node.focus();
  };
  const others = [false, true].map((collapses) => {
    const click = () => {
      page.setCollapsed(collapses);
      page.revealNearest();
    };
    return button({ class: "tab", click }, collapses ? t.collapse : t.fade);
  });
  const tools = el(
    "div",
    { class: "tools" },
    button({ class: "tab show-all", click: showAll }, t.showAll),
    el("span", { class: "how", role: "group", "aria-label": t.others }, `${t.others}: `, ...others),
  );
  return {
    node: el(
      "div",
      { class: "rows" },
      el("div", { role: "group", "aria-label": t.filter }, ...rows.map(({ node }) => node)),
      tools,
    ),
    update() {
      const { counts, filtered } = page;
      // No `entries()`: some old libraries replace it.
      page.themes.forEach(({ id, color }, i) => {
        const { node, key, count } = rows[i]!;
        key.style.color = color;
        count.textContent = String(counts[id]);
        node.setAttribute("aria-checked", String(filtered.has(id)));
        // It would fade the whole article.
        node.disabled = !counts[id] && !filtered.has(id);
      });
      tools.hidden = !filtered.size;
      others.forEach((one, i) => {
        one.setAttribute("aria-pressed", String(page.collapsed === (i === 1)));
      });
    },
  };
}
