/** Stage 5: the sums of the paragraph and of its sentences, and how they are pooled. */
import { el } from "../../src/dom/el.js";
import { bar, card, cards, decimal, quiet, signed, whole } from "./format.js";
import { texts } from "./texts.js";
import type { Trace, TraceLabel, TraceUnit } from "./trace.js";

const MOST_SENTENCES = 6;

export function sums(trace: Trace): Node[] {
  if (trace.windows.length === 0) return [quiet(texts.noTokens)];
  return [cards(trace.labels.map((label, l) => card(label, ...ofLabel(trace, label, l))))];
}

function ofLabel(trace: Trace, { window, pooled }: TraceLabel, l: number): Node[] {
  const unit = trace.windows[window!]!;
  const best = unit.best[l]!;
  const sentences = trace.sentences
    .map((sentence, i) => ({ sentence, i }))
    .filter(({ sentence }) => sentence.window === window)
    .sort((a, b) => b.sentence.scores[l]! - a.sentence.scores[l]!)
    .slice(0, MOST_SENTENCES)
    .sort((a, b) => a.i - b.i);
  const scores = [unit, ...sentences.map(({ sentence }) => sentence)].map((u) => u.scores[l]!);
  const most = Math.max(...scores.map(Math.abs)) || 1;
  const rows = sentences.map(({ sentence, i }) =>
    row(
      i === best ? texts.bestSentence(i + 1) : texts.sentence(i + 1),
      sentence,
      l,
      most,
      i === best,
    ),
  );
  const [a, score] = [trace.pooling, unit.scores[l]!];
  const formula = `${decimal(1 - a)} × ${decimal(score)} + ${decimal(a)} × ${decimal(trace.sentences[best]!.scores[l]!)} = `;
  const several = trace.windows.length > 1;
  return [
    ...(several ? [quiet(texts.window(window! + 1, trace.windows.length))] : []),
    el("dl", { class: "sums" }, ...row(texts.whole, unit, l, most, false), ...rows.flat()),
    el("p", { class: "formula" }, `${texts.pooled}: ${formula}`, el("b", {}, decimal(pooled))),
  ];
}

/** Returns a term and its value: the sum over the root of the distinct tokens. */
function row(name: string, unit: TraceUnit, l: number, most: number, best: boolean): Node[] {
  const score = unit.scores[l]!;
  const formula = `${signed(unit.sums[l]!)} ÷ √${whole(unit.distinct)} = ${decimal(score)}`;
  return [
    el("dt", best ? { class: "best" } : {}, name),
    el("dd", {}, bar(Math.abs(score) / most, score < 0), formula),
  ];
}
