/** Stage 3: n-grams by length, and which of them the model has. */
import { el } from "../../src/dom/el.js";
import { quiet } from "./format.js";
import { texts } from "./texts.js";
import type { Trace, TraceNgram } from "./trace.js";

/** An n-gram of the whole text: those of sentences with the same words are one. */
interface Counted {
  readonly text: string;
  readonly n: number;
  readonly known: boolean;
  count: number;
}

export function ngrams({ ngrams, maxN, tokens }: Trace): Node[] {
  if (tokens.length === 0) return [quiet(texts.noTokens)];
  const all = count(ngrams);
  const rows = Array.from({ length: maxN }, (_, i) => i + 1).flatMap((n) => {
    const ofLength = all.filter((ngram) => ngram.n === n);
    return ofLength.length > 0 ? [row(n, ofLength)] : [];
  });
  return [el("ol", { class: "plain" }, ...rows)];
}

function count(ngrams: readonly TraceNgram[]): Counted[] {
  const byText = new Map<string, Counted>();
  for (const { text, n, weights, spans } of ngrams) {
    const found = byText.get(text);
    if (found) found.count += spans.length;
    else byText.set(text, { text, n, known: weights !== null, count: spans.length });
  }
  return [...byText.values()];
}

function row(n: number, ngrams: readonly Counted[]): HTMLLIElement {
  const known = ngrams.filter((ngram) => ngram.known);
  const missing = ngrams.filter((ngram) => !ngram.known);
  const head = `${texts.ngramsOf(n)}: ${texts.inVocabulary(known.length, ngrams.length)}`;
  const item = el("li", {}, el("p", { class: "label" }, head));
  if (known.length > 0) item.append(el("ul", { class: "chips" }, ...known.map(chip)));
  if (missing.length > 0) {
    const summary = el("summary", {}, texts.missing(missing.length));
    const list = el("ul", { class: "chips missing" }, ...missing.map(chip));
    item.append(el("details", {}, summary, list));
  }
  return item;
}

const chip = ({ text, count }: Counted): HTMLLIElement =>
  el("li", { class: "chip" }, text, ...(count > 1 ? [el("small", {}, ` ×${count}`)] : []));
