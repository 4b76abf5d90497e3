import { button, el } from "../dom/el.js";
import { percentOf } from "../i18n/fill.js";
import type { LegendModel } from "./model.js";
import type { Panel } from "./panel.js";

/** Confidence, marks and keys. */
export function optionsPanel(page: LegendModel): Panel {
  const { t } = page;
  const setConfidence = () => page.setConfidence(Number(slider.value) / 100);
  const slider = el("input", {
    type: "range",
    min: "30",
    max: "95",
    step: "5",
    input: setConfidence,
  });
  const value = el("output");
  const reset = button(
    { class: "tab", click: () => page.setConfidence(undefined) },
    t.confidenceAuto,
  );
  const marks = el("input", { type: "checkbox", change: () => page.setMarks(marks.checked) });
  const setKeys = () => {
    page.keys = keys.checked;
    page.storage.set("keys", page.keys ? "on" : "off");
  };
  const keys = el("input", { type: "checkbox", change: setKeys });
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
      const { confidence } = page;
      slider.value = String((confidence ?? 0.5) * 100);
      value.textContent =
        confidence === undefined ? t.confidenceAuto : `≥ ${percentOf(t, confidence)}`;
      reset.hidden = confidence === undefined;
      marks.checked = page.marks;
      keys.checked = page.keys;
    },
  };
}
