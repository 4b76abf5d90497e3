/** What the legend opens to: one row a theme, and one panel at a time under them. Built when first opened. */
import { button, el } from "../dom/el.js";
import type { Page } from "../highlighter/controller.js";
import { optionsPanel } from "./options.js";
import type { Panel } from "./panel.js";
import { placesPanel } from "./places.js";
import { themeRows } from "./rows.js";
import { whyPanel } from "./why.js";

export interface Card extends Panel {
  /** Opens the panel of that name, or none. */
  show(panel: string | undefined): void;
}

export function card(page: Page, say: (text: string) => void, onClose: () => void): Card {
  const { t } = page;
  const rows = themeRows(page, say);
  const panels: Record<string, Panel> = {
    why: whyPanel(page),
    list: placesPanel(page),
    options: optionsPanel(page),
  };
  let open: string | undefined;
  const show = (panel: string | undefined) => {
    open = panel;
    update();
  };
  const tabs = [t.why, t.list, t.options].map((text, i) => {
    const name = Object.keys(panels)[i]!;
    const click = () => show(open === name ? undefined : name);
    return button({ class: "tab", "data-panel": name, click }, text);
  });
  const close = button({ class: "icon", "aria-label": t.close, click: onClose }, "×");
  const node = el(
    "div",
    { class: "card", part: "card" },
    el("div", { class: "head" }, el("h2", {}, t.legend), close),
    rows.node,
    el("div", { class: "tabs" }, ...tabs),
    ...Object.values(panels).map((panel) => panel.node),
  );
  const update = () => {
    rows.update();
    for (const tab of tabs) {
      const panel = panels[tab.dataset.panel!]!;
      const shown = tab.dataset.panel === open;
      tab.setAttribute("aria-expanded", String(shown));
      panel.node.hidden = !shown;
      if (shown) panel.update();
    }
  };
  return { node, update, show };
}
