/** Where bars and label go, from measured boxes alone: pure, so that every case has a test without a browser. */
import type { Box, Measured } from "./measure.js";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Placed {
  /** One list for each bar, strongest first: its pieces. */
  readonly bars: readonly (readonly { left: number; top: number; height: number }[])[];
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
  const width = bars * BAR + (bars - 1) * BETWEEN;
  // In a narrow gutter the bar comes nearer to the text; it never leaves the window.
  const gap = Math.max(0, Math.min(GAP, at.gutter - width));
  const side = at.rtl ? 1 : -1;
  const startOf = (piece: Box): number => (at.rtl ? piece.right : piece.left);
  const placed: Placed["bars"] = Array.from({ length: bars }, (_, i) =>
    at.pieces.map((piece) => {
      const offset = gap + i * (BAR + BETWEEN);
      const left = startOf(piece) + side * offset - (at.rtl ? 0 : BAR);
      return { left: Math.max(0, left), top: piece.top, height: piece.bottom - piece.top };
    }),
  );
  return { bars: placed, label: labelAt(at, gap + width + GAP, beside, tab) };
}

function labelAt(at: Measured, offset: number, beside: Size, tab: Size): Placed["label"] {
  const first = at.pieces[0]!;
  const start = at.rtl ? first.right : first.left;
  // Labels hang by the edge next to what they name, so that they grow away from it when the probability shows.
  const hang = at.rtl ? "right" : "left";
  const hangBack = at.rtl ? "left" : "right";
  // A label taller than its paragraph would reach into the next one's.
  if (at.gutter - offset >= beside.width && beside.height <= first.bottom - first.top + 6) {
    return {
      kind: "beside",
      anchor: hangBack,
      x: at.rtl ? start + offset : start - offset,
      top: first.top + 2,
    };
  }
  if (at.above >= tab.height + 1) {
    return { kind: "above", anchor: hang, x: start, top: first.top - tab.height };
  }
  if (at.end >= tab.width + GAP) {
    const x = at.rtl ? at.last.left - GAP : at.last.right + GAP;
    return { kind: "end", anchor: hang, x, top: (at.last.top + at.last.bottom - tab.height) / 2 };
  }
  return { kind: "none", anchor: hang, x: start, top: first.top };
}
