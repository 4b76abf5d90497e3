import { button, el } from "../dom/el.js";
import { listPanel } from "./list.js";
import type { LegendModel } from "./model.js";
import { optionsPanel } from "./options.js";
import type { Panel } from "./panel.js";
import { themeRows } from "./rows.js";
import { summary } from "./summary.js";

type PanelName = "list" | "options";

export interface Card extends Panel {
  /** Opens a panel and closes the others; undefined = closes all. */
  show(panel: PanelName | undefined): void;
  /** Moves the focus to the first row. */
  focus(): void;
}

/**
 * The open legend: the article at a glance, a row for each theme, and below them at most one open
 * panel.
 */
export function card(
  page: LegendModel,
  announce: (text: string) => void,
  onClose: () => void,
): Card {
  const { t } = page;
  const rows = themeRows(page, announce);
  const glance = summary(page);
  const panels = { list: listPanel(page, announce), options: optionsPanel(page) };
  const names = Object.keys(panels) as PanelName[];
  let open: PanelName | undefined;
  const show = (panel: PanelName | undefined) => {
    open = panel;
    update();
  };
  const tabs = names.map((name) => {
    const click = () => show(open === name ? undefined : name);
    return button({ class: "tab", "data-panel": name, click }, t[name]);
  });
  const explain = () => {
    if (page.selected < 0) page.step(1);
    if (page.selected >= 0) page.explainFor(page.selected);
  };
  const why = button({ class: "tab", "data-panel": "why", click: explain }, t.why);
  const close = button({ class: "icon", "aria-label": t.close, click: onClose }, "×");
  const node = el(
    "div",
    { class: "card", part: "card", tabindex: "-1" },
    el("div", { class: "head" }, el("h2", {}, t.legend), close),
    glance.node,
    rows.node,
    el("div", { class: "tabs" }, why, ...tabs),
    ...names.map((name) => panels[name].node),
  );
  const update = () => {
    glance.update();
    rows.update();
    names.forEach((name, i) => {
      const panel = panels[name];
      tabs[i]!.setAttribute("aria-expanded", String(name === open));
      panel.node.hidden = name !== open;
      if (name === open) panel.update();
    });
  };
  const focus = () => {
    update();
    node.hidden = false;
    node.querySelector<HTMLElement>(".row:enabled")?.focus();
  };
  return { node, update, show, focus };
}
