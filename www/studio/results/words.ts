/** Figures as sentences. */
import type { Texts } from "../texts/index.js";
import type { Figure, ThemeReport } from "../training.js";

/** Up to this number of paragraphs, the counts themselves are easiest to read. */
const SMALL = 12;

/** Returns what a theme's figures mean, as two or three sentences. */
export function sentences(t: Texts, report: ThemeReport): string[] {
  const { judged, support, groups, marked, right, found, precision, recall } = report;
  if (!judged) return [t.tooFewToJudge(support, groups)];
  const said = [
    marked ? t.ofMarked(...shown(right, marked)) : t.nothingMarked,
    t.ofSupport(...shown(found, support)),
  ];
  const sure = [precision && range(precision), recall && range(recall)];
  if (sure[0] || sure[1]) said.push(t.uncertainty(support, sure[0] ?? "", sure[1] ?? ""));
  return said;
}

/** Returns `right` of `all` as they are, or as so many of ten. */
function shown(right: number, all: number): [right: number, all: number, about: boolean] {
  if (all <= SMALL) return [right, all, false];
  return [Math.round((right / all) * 10), 10, right < all];
}

/** Returns an interval as “6–9”, of ten. */
function range({ low, high }: Figure): string {
  const [from, to] = [Math.floor(low * 10 + 1e-9), Math.ceil(high * 10 - 1e-9)];
  return from === to ? String(from) : `${from}–${to}`;
}
