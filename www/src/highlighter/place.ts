/** Where bars and label go, from measured boxes alone: pure, so that every case has a test without a browser. */
import type { Measured } from "./measure.js";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Placed {
  /** In CSS pixels from the viewport's corner: the pieces of the strongest theme's bar, then of the next. */
  readonly bars: readonly { readonly left: number; readonly top: number; readonly height: number }[];
  /** `x` is the edge the label hangs by: its left one or its right one. */
  readonly label: {
    readonly kind: LabelKind;
    readonly anchor: "left" | "right";
    readonly x: number;
    readonly top: number;
  };
}

/**
 * beside = in the gutter; above = a tab in the space over the paragraph; end = after its last line;
 * none = only the bar, because any other place would be over text.
 */
export type LabelKind = "beside" | "above" | "end" | "none";

export const BAR = 3;
const GAP = 8;
const BETWEEN = 2;

export function place(at: Measured, bars: number, beside: Size, tab: Size): Placed {
  const { pieces, rtl, gutter } = at;
  const width = bars * BAR + (bars - 1) * BETWEEN;
  // In a narrow gutter the bar comes nearer to the text; it never leaves the window.
  const gap = Math.max(0, Math.min(GAP, gutter - width));
  const placed: { left: number; top: number; height: number }[] = [];
  for (let i = 0; i < bars; i++) {
    for (const { start, top, bottom } of pieces) {
      const edge = start - gap - i * (BAR + BETWEEN);
      placed.push({ left: Math.max(0, rtl ? -edge : edge - BAR), top, height: bottom - top });
    }
  }
  const [kind, x, top] = labelAt(at, gap + width + GAP, beside, tab);
  // Labels hang by the edge next to what they name, so that they grow away from it when the probability shows.
  const anchor = (kind === "beside") === rtl ? "left" : "right";
  return { bars: placed, label: { kind, anchor, x: rtl ? -x : x, top } };
}

function labelAt(
  { pieces, gutter, above, end, last }: Measured,
  offset: number,
  beside: Size,
  tab: Size,
): [kind: LabelKind, x: number, top: number] {
  const { start, top, bottom } = pieces[0]!;
  // A label taller than its paragraph would reach into the next one's.
  if (gutter - offset >= beside.width && beside.height <= bottom - top + 6) {
    return ["beside", start - offset, top + 2];
  }
  if (above >= tab.height + 1) return ["above", start, top - tab.height];
  if (end >= tab.width + GAP) return ["end", last.end + GAP, (last.top + last.bottom - tab.height) / 2];
  return ["none", start, top];
}
