/** Computes where bars and label go from measured boxes. Pure: tests need no browser. */
import type { Measured } from "./measure.js";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Placed {
  /**
   * In CSS pixels from the viewport's corner: the pieces of the first theme's bar, then the next's.
   */
  readonly bars: readonly {
    readonly left: number;
    readonly top: number;
    readonly height: number;
  }[];
  /** `x` is the position of the label's left or right edge, as `anchor` says. */
  readonly label: {
    readonly kind: LabelKind;
    readonly anchor: "left" | "right";
    readonly x: number;
    readonly top: number;
  };
}

/**
 * beside = in the gutter; above = in the space above the paragraph; end = after its last line;
 * none = hidden, because every place is over text.
 */
export type LabelKind = "beside" | "above" | "end" | "none";

export const BAR = 3;
const GAP = 8;
const BETWEEN = 2;

export function place(at: Measured, bars: number, beside: Size, tab: Size): Placed {
  const { pieces, rtl, gutter } = at;
  const width = bars * BAR + (bars - 1) * BETWEEN;
  // In a narrow gutter the bar is nearer to the text, so that it stays in the window.
  const gap = Math.max(0, Math.min(GAP, gutter - width));
  const placed: { left: number; top: number; height: number }[] = [];
  for (let i = 0; i < bars; i++) {
    for (const { start, top, bottom } of pieces) {
      const edge = start - gap - i * (BAR + BETWEEN);
      placed.push({ left: Math.max(0, rtl ? -edge : edge - BAR), top, height: bottom - top });
    }
  }
  const [kind, x, top] = labelAt(at, gap + width + GAP, beside, tab);
  // Fixed at the edge next to the paragraph: when the probability shows, the label grows away from
  // it.
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
  // A label taller than its paragraph would overlap the next one's.
  if (gutter - offset >= beside.width && beside.height <= bottom - top + 6) {
    return ["beside", start - offset, top + 2];
  }
  if (above >= tab.height + 1) return ["above", start, top - tab.height];
  if (end >= tab.width + GAP)
    return ["end", last.end + GAP, (last.top + last.bottom - tab.height) / 2];
  return ["none", start, top];
}
