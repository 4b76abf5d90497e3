import { button, el } from "../dom/el.js";
import { fill, percentOf } from "../i18n/fill.js";
import type { LegendModel } from "./model.js";
import type { Panel } from "./panel.js";

/** The range of the slider, in per cent: like the popup's, with room on both sides of any threshold. */
const [LEAST, MOST] = [5, 95];

/** Confidence, marks and keys. */
export function optionsPanel(page: LegendModel): Panel {
  const { t } = page;
  const setConfidence = () => page.setConfidence(Number(slider.value) / 100);
  const slider = el("input", {
    type: "range",
    min: String(LEAST),
    max: String(MOST),
    input: setConfidence,
  });
  const value = el("output");
  const ticks = el("span", { class: "ticks", "aria-hidden": "true" });
  const change = el("p", { class: "hint" });
  const reset = button(
    { class: "tab", click: () => page.setConfidence(undefined) },
    t.confidenceReset,
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
    el("label", { class: "slider" }, `${t.confidence}: `, value, slider, ticks),
    change,
    reset,
    el("label", {}, marks, ` ${t.marks}`),
    el("label", {}, keys, ` ${t.shortcuts}`),
  );
  return {
    node,
    update() {
      const { confidence, themes } = page;
      const mean = themes.reduce((sum, { threshold }) => sum + threshold, 0) / themes.length;
      slider.value = String((confidence ?? mean) * 100);
      value.textContent =
        confidence === undefined ? t.confidenceAuto : `≥ ${percentOf(t, confidence)}`;
      slider.setAttribute("aria-valuetext", value.textContent);
      ticks.replaceChildren(...themes.map(({ threshold, color }) => tick(threshold, color)));
      const now = countOf(page, confidence);
      const before = countOf(page, undefined);
      change.textContent = fill(t.change, { before, n: now });
      change.hidden = confidence === undefined;
      reset.hidden = confidence === undefined;
      marks.checked = page.marks;
      keys.checked = page.keys;
    },
  };
}

/** A theme's threshold on the slider. */
function tick(threshold: number, color: string): HTMLElement {
  const node = el("i");
  const share = (threshold * 100 - LEAST) / (MOST - LEAST);
  node.style.insetInlineStart = `${Math.max(0, Math.min(1, share)) * 100}%`;
  node.style.setProperty("--c", color);
  return node;
}

/** Returns the number of paragraphs with a theme at this confidence. */
export function countOf(
  { paragraphs, themes }: LegendModel,
  confidence: number | undefined,
): number {
  const has = (score: number, i: number) => score >= (confidence ?? themes[i]!.threshold);
  return paragraphs.filter(({ tagging }) => tagging?.scores.some(has)).length;
}
