/** One row a theme: line and glyph as on the page, name, count. Each row is a switch of the filter. */
import { button, el } from "../highlighter/dom.js";
import type { Page } from "../highlighter/page.js";
import { fill } from "../i18n/fill.js";
import type { Panel } from "./panel.js";

export function themeRows(page: Page, say: (text: string) => void): Panel {
  const { t } = page;
  const flip = (theme: string) => {
    const themes = new Set(page.view.filter);
    if (!themes.delete(theme)) themes.add(theme);
    page.filter([...themes]);
    const names = page.looks.filter((look) => themes.has(look.theme.id)).map(({ name }) => name);
    const { length } = page.shown;
    say(fill(names.length ? t.showing : t.showingAll, { n: length, themes: names.join(", ") }));
  };
  const rows = page.looks.map(({ theme, name, glyph, line }) => {
    const key = el("span", { class: "key", "aria-hidden": "true" }, el("i", { class: line }), glyph);
    const count = el("span", { class: "n" });
    const node = button({ class: "row", part: "row", click: () => flip(theme.id) }, key, name, count);
    return { node, key, count };
  });
  return {
    node: el(
      "div",
      { class: "rows", role: "group", "aria-label": t.filter },
      ...rows.map(({ node }) => node),
    ),
    update() {
      const counts = page.counts();
      // No `entries()`: some old libraries replace it.
      rows.forEach(({ node, key, count }, i) => {
        const { theme, color } = page.looks[i]!;
        key.style.color = color;
        count.textContent = String(counts[theme.id]);
        node.setAttribute("aria-pressed", String(page.view.filter.has(theme.id)));
      });
    },
  };
}
