/** Stage 6: from the pooled score to the probability, on the logistic curve. */
import { el } from "../../src/dom/el.js";
import { card, cards, decimal, percent } from "./format.js";
import { texts } from "./texts.js";
import type { Trace, TraceLabel } from "./trace.js";

export const probability = ({ labels }: Trace): Node[] => [cards(labels.map(ofLabel))];

function ofLabel(label: TraceLabel): HTMLLIElement {
  const { scale, pooled, bias, logit, slope, intercept, calibrated } = label;
  const line = (name: string, formula: string, result: string) => [
    el("dt", {}, name),
    el("dd", {}, `${formula} = `, el("b", {}, result)),
  ];
  const item = card(
    label,
    curve(label),
    el(
      "dl",
      { class: "sums" },
      ...line(texts.score, `${decimal(pooled)} × ${small(scale)} ${plus(bias)}`, decimal(logit)),
      ...line(
        texts.calibrated,
        `${decimal(logit)} × ${decimal(slope)} ${plus(intercept)}`,
        decimal(calibrated),
      ),
      ...line(texts.probability, `1 ÷ (1 + e^${decimal(-calibrated)})`, percent(label.probability)),
    ),
  );
  item.append(verdict(label));
  return item;
}

/** Scales are small: three significant digits. */
const small = (value: number) =>
  Number(value.toPrecision(3)).toLocaleString(document.documentElement.lang, {
    maximumSignificantDigits: 3,
  });

const plus = (value: number) => (value < 0 ? `− ${decimal(-value)}` : `+ ${decimal(value)}`);

export function verdict({ probability, threshold, tagged }: TraceLabel): HTMLParagraphElement {
  const word = tagged ? `✓ ${texts.tagged}` : texts.notTagged;
  const numbers = `${percent(probability)} ${tagged ? "≥" : "<"} ${texts.threshold(percent(threshold))}`;
  return el(
    "p",
    { class: tagged ? "verdict tagged" : "verdict" },
    el("b", {}, word),
    `: ${numbers}`,
  );
}

const SVG = "http://www.w3.org/2000/svg";
/** Calibrated logits from -RANGE to RANGE are drawn. */
const RANGE = 7;
const WIDTH = 220;
const HEIGHT = 110;
const PAD = 8;

const xOf = (logit: number) =>
  PAD + ((Math.max(-RANGE, Math.min(RANGE, logit)) + RANGE) / (2 * RANGE)) * (WIDTH - 2 * PAD);
const yOf = (p: number) => HEIGHT - PAD - p * (HEIGHT - 2 * PAD);

function curve({ calibrated, probability, threshold }: TraceLabel): SVGSVGElement {
  const steps = Array.from({ length: 57 }, (_, i) => (i / 56) * 2 * RANGE - RANGE);
  const points = steps.map((x) => `${xOf(x).toFixed(1)},${yOf(1 / (1 + Math.exp(-x))).toFixed(1)}`);
  const [x, y] = [xOf(calibrated), yOf(probability)];
  const line = (name: string, x1: number, y1: number, x2: number, y2: number) =>
    svg("line", { class: name, x1, y1, x2, y2 });
  const image = svg("svg", {
    class: "curve",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    width: WIDTH,
    height: HEIGHT,
    role: "img",
    "aria-label": texts.curve(percent(probability), percent(threshold)),
  });
  image.append(
    line("axis", PAD, yOf(0), WIDTH - PAD, yOf(0)),
    line("axis", xOf(0), yOf(0), xOf(0), yOf(1)),
    line("threshold", PAD, yOf(threshold), WIDTH - PAD, yOf(threshold)),
    svg("polyline", { class: "line", points: points.join(" ") }),
    line("drop", x, yOf(0), x, y),
    svg("circle", { class: "point", cx: x, cy: y, r: 5 }),
  );
  return image;
}

function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
