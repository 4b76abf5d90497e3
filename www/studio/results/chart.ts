/** Charts as SVG: lines differ by dashes and labels, not by colour alone. */
import { el } from "../../src/dom/el.js";
import type { Texts } from "../texts/index.js";
import type { LearningCurve, ThemeReport } from "../training.js";

const WIDTH = 360;
const HEIGHT = 180;
const EDGE = { left: 36, right: 8, top: 8, bottom: 34 };

interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Right ones among the marked, and found ones among all, at each threshold. */
export function curveChart(t: Texts, { curve }: ThemeReport): HTMLElement {
  return chart(
    t.curveTitle,
    t.thresholdAxis,
    [0, 1],
    [
      { name: t.precisionLine, points: curve.map((one) => [one.threshold, one.precision]) },
      { name: t.recallLine, points: curve.map((one) => [one.threshold, one.recall]) },
    ],
    (x) => t.percent(x),
  );
}

/** Quality by the number of paragraphs. */
export function learningChart(t: Texts, { points }: LearningCurve): HTMLElement {
  const most = Math.max(...points.map(({ paragraphs }) => paragraphs), 1);
  return chart(
    t.learningTitle,
    t.paragraphsAxis,
    [0, most],
    [{ name: t.qualityLine, points: points.map((one) => [one.paragraphs, one.macroF1]) }],
    (x) => String(Math.round(x)),
  );
}

function chart(
  title: string,
  axis: string,
  [from, to]: readonly [number, number],
  lines: readonly Line[],
  mark: (x: number) => string,
): HTMLElement {
  const x = (value: number) =>
    EDGE.left + ((value - from) / (to - from)) * (WIDTH - EDGE.left - EDGE.right);
  const y = (value: number) => HEIGHT - EDGE.bottom - value * (HEIGHT - EDGE.top - EDGE.bottom);
  const parts: SVGElement[] = [0, 0.5, 1].flatMap((value) => [
    svg("line", { x1: x(from), x2: x(to), y1: y(value), y2: y(value), class: "grid" }),
    text(`${value * 100}%`, { x: EDGE.left - 5, y: y(value) + 4, "text-anchor": "end" }),
  ]);
  for (const value of [from, (from + to) / 2, to]) {
    parts.push(
      text(mark(value), {
        x: x(value),
        y: HEIGHT - EDGE.bottom + 14,
        "text-anchor": anchor(value, from, to),
      }),
    );
  }
  parts.push(text(axis, { x: (x(from) + x(to)) / 2, y: HEIGHT - 4, "text-anchor": "middle" }));
  for (const [i, { points }] of lines.entries()) {
    const path = points.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(" ");
    parts.push(svg("polyline", { points: path, class: `line line-${i}` }));
  }
  const drawing = svg("svg", {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": title,
    class: "chart",
  });
  drawing.append(...parts);
  const key = lines.map(({ name }, i) => el("li", {}, sample(i) as unknown as Node, ` ${name}`));
  return el(
    "figure",
    {},
    el("figcaption", {}, title),
    drawing as unknown as Node,
    el("ul", { class: "key" }, ...key),
  );
}

function sample(index: number): SVGElement {
  const drawing = svg("svg", {
    viewBox: "0 0 30 10",
    width: 30,
    height: 10,
    "aria-hidden": "true",
  });
  drawing.append(svg("line", { x1: 0, x2: 30, y1: 5, y2: 5, class: `line line-${index}` }));
  return drawing;
}

const anchor = (value: number, from: number, to: number): string =>
  value === from ? "start" : value === to ? "end" : "middle";

function text(content: string, attributes: Record<string, string | number>): SVGElement {
  const node = svg("text", attributes);
  node.textContent = content;
  return node;
}

function svg(name: string, attributes: Record<string, string | number>): SVGElement {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, String(value));
  return node;
}
