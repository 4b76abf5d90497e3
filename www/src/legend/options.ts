/** How certain the model must be, whether marks show, whether keys work. */
import { button, el } from "../dom/el.js";
import type { Page } from "../highlighter/controller.js";
import { percentOf } from "../i18n/fill.js";
import { remember } from "./storage.js";
import type { Panel } from "./panel.js";

export function optionsPanel(page: Page): Panel {
  const { t } = page;
  const set = () => page.setConfidence(Number(slider.value) / 100);
  const slider = el("input", { type: "range", min: "30", max: "95", step: "5", input: set });
  const value = el("output");
  const reset = button({ class: "tab", click: () => page.setConfidence(undefined) }, t.confidenceAuto);
  const marks = el("input", { type: "checkbox", change: () => page.setMarks(marks.checked) });
  const flip = () => {
    page.keys = keys.checked;
    remember("keys", page.keys ? "on" : "off");
  };
  const keys = el("input", { type: "checkbox", change: flip });
  const node = el(
    "div",
    { class: "panel options", part: "options" },
    el("label", { class: "slider" }, `${t.confidence} `, value, slider),
    reset,
    el("label", {}, marks, ` ${t.marks}`),
    el("label", {}, keys, ` ${t.shortcuts}`),
  );
  return {
    node,
    update() {
      const { confidence } = page.view;
      slider.value = String((confidence ?? 0.5) * 100);
      value.textContent = confidence === undefined ? t.confidenceAuto : `≥ ${percentOf(t, confidence)}`;
      reset.hidden = confidence === undefined;
      marks.checked = page.view.marks;
      keys.checked = page.keys;
    },
  };
}
