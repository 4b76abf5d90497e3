/** Selects the words of a paragraph to underline: the few that carry most of a theme's score. */
import type { Evidence } from "../../engine/types.js";
import { cut } from "./cut.js";

export interface Cue {
  /** Offsets in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** What its words add to the logit. */
  readonly weight: number;
}

export interface CueLimits {
  /** The share of all positive weights that is enough, 0 to 1. */
  readonly share: number;
  /** The number of words that is enough. */
  readonly most: number;
}
const FEW: CueLimits = { share: 0.5, most: 4 };
/** For the selected paragraph. */
export const ALL: CueLimits = { share: 0.7, most: 12 };
/**
 * An overlapping n-gram joins a cue if it has this share of its weight: half a word explains
 * nothing.
 */
const JOINS = 0.3;

/**
 * Returns the cues with the largest weights in text order; they do not overlap.
 *
 * @param text if given, cues are cut at punctuation and between whole words, see `cut`; a cue of
 *   which nothing is left is dropped
 */
export function cuesOf(
  evidence: readonly Evidence[],
  theme: string,
  { share, most }: CueLimits = FEW,
  text?: string,
): Cue[] {
  const spans = evidence.filter(
    (one) => one.theme === theme && one.weight > 0 && one.end > one.start,
  );
  spans.sort((a, b) => b.weight - a.weight);
  let total = 0;
  for (const { weight } of spans) total += weight;
  const chosen: Cue[] = [];
  let sum = 0;
  for (const span of spans) {
    if (sum >= total * share || chosen.length >= most) break;
    const at = chosen.findIndex((cue) => span.start < cue.end && cue.start < span.end);
    const old = chosen[at];
    if (old) chosen.splice(at, 1, join(old, span));
    else chosen.push(completed(span, spans));
    sum += span.weight;
  }
  const cues = apart(chosen.sort((a, b) => a.start - b.start));
  return text === undefined ? cues : apart(cues.flatMap((cue) => wellCut(cue, text)));
}

/** The parts of a cue share its weight by their length. */
function wellCut(cue: Cue, text: string): Cue[] {
  const parts = cut(text, cue);
  let length = 0;
  for (const { start, end } of parts) length += end - start;
  return parts.map(({ start, end }) => ({
    start,
    end,
    weight: (cue.weight * (end - start)) / length,
  }));
}

/** Where “tra Tỉnh” has a larger weight than “kiểm tra”, the cue is “kiểm tra Tỉnh”. */
function completed(span: Cue, spans: readonly Cue[]): Cue {
  const { weight } = span;
  const partners = spans.filter(
    (one) => one.start < span.end && span.start < one.end && one.weight >= weight * JOINS,
  );
  return {
    start: Math.min(...partners.map(({ start }) => start)),
    end: Math.max(...partners.map(({ end }) => end)),
    weight,
  };
}

/** Joins neighbours that overlap after they grew. */
function apart(cues: readonly Cue[]): Cue[] {
  const result: Cue[] = [];
  for (const cue of cues) {
    const last = result.at(-1);
    if (last && cue.start <= last.end) result[result.length - 1] = join(last, cue);
    else result.push(cue);
  }
  return result;
}

const join = (a: Cue, b: Cue): Cue => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
  weight: a.weight + b.weight,
});
