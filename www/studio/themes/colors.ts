/** Checks the colours of themes: contrast on the page, distance from each other. */
import type { ThemeDefinition } from "../training.js";

type Rgb = readonly [number, number, number];

/** The pages that the contrast is measured on. */
export const PAPER = { light: "#ffffff", dark: "#121212" } as const;
/** Least contrast of text, as WCAG 2.2 asks. */
export const MIN_CONTRAST = 4.5;
/** Least distance in CIELAB (ΔE 1976) of two colours that a reader should tell apart. */
const MIN_DISTANCE = 12;

export type ColorProblem =
  | { readonly code: "contrast"; readonly theme: string; readonly on: "light" | "dark" }
  | { readonly code: "alike"; readonly theme: string; readonly other: string };

/**
 * Returns what is wrong with the colours of these themes. Two different suggested colours pass:
 * line style and glyph tell these themes apart too.
 */
export function colorProblems(
  themes: readonly ThemeDefinition[],
  suggested: readonly string[] = [],
): ColorProblem[] {
  const isSuggested = (light: string) => suggested.includes(light);
  const problems: ColorProblem[] = [];
  for (const [i, { id, color }] of themes.entries()) {
    for (const on of ["light", "dark"] as const) {
      if (contrast(color[on], PAPER[on]) < MIN_CONTRAST) {
        problems.push({ code: "contrast", theme: id, on });
      }
    }
    const twin = themes.slice(0, i).find(({ color: { light } }) => {
      if (light === color.light) return true;
      return !(isSuggested(light) && isSuggested(color.light)) && isAlike(light, color.light);
    });
    if (twin) problems.push({ code: "alike", theme: id, other: twin.id });
  }
  return problems;
}

/** Returns the contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const isAlike = (one: string, other: string): boolean =>
  DEFICIENCIES.some((seen) => distance(seen(linear(one)), seen(linear(other))) < MIN_DISTANCE);

const rgb = (color: string): Rgb =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255) as unknown as Rgb;

const linear = (color: string): Rgb =>
  rgb(color).map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  ) as unknown as Rgb;

function luminance(color: string): number {
  const [r, g, b] = linear(color);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const mix =
  (rows: readonly Rgb[]) =>
  (color: Rgb): Rgb =>
    rows.map((row) =>
      Math.min(
        1,
        Math.max(
          0,
          row.reduce((sum, weight, i) => sum + weight * color[i]!, 0),
        ),
      ),
    ) as unknown as Rgb;

/** Normal sight, and linear RGB as seen without red and without green cones (Machado 2009). */
const DEFICIENCIES = [
  mix([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]),
  mix([
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ]),
  mix([
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ]),
];

function distance(one: Rgb, other: Rgb): number {
  const [a, b] = [lab(one), lab(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
