/** Stage 4: the weights of the text's n-grams, by theme. */
import { el } from "../../src/dom/el.js";
import { bar, card, cards, quiet, signed } from "./format.js";
import { lang, texts } from "./texts.js";
import { nameOf, type Trace } from "./trace.js";

const MOST_SHOWN = 8;

interface Weight {
  readonly text: string;
  readonly weight: number;
}

export function weights({ ngrams, labels }: Trace): Node[] {
  const known = new Map(ngrams.flatMap(({ text, weights }) => (weights ? [[text, weights]] : [])));
  if (known.size === 0) return [quiet(texts.noNgrams)];
  const items = labels.map((label, l) => {
    const all = [...known].map(([text, weights]) => ({ text, weight: weights[l]! }));
    const list = all
      .filter(({ weight }) => weight !== 0)
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
    if (list.length === 0) return card(label, quiet(texts.noWeights));
    const caption = texts.weightsOf(nameOf(label, lang));
    const most = Math.abs(list[0]!.weight);
    const item = card(label, table(caption, list.slice(0, MOST_SHOWN), most));
    const rest = list.slice(MOST_SHOWN);
    if (rest.length > 0) {
      const summary = el("summary", {}, texts.allWeights(rest.length));
      item.append(el("details", {}, summary, table(caption, rest, most)));
    }
    return item;
  });
  return [cards(items)];
}

function table(caption: string, weights: readonly Weight[], most: number): HTMLTableElement {
  const head = [texts.ngram, texts.weight].map((text) => el("th", { scope: "col" }, text));
  const rows = weights.map(({ text, weight }) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, text),
      el("td", {}, bar(Math.abs(weight) / most, weight < 0), el("b", {}, signed(weight))),
    ),
  );
  return el(
    "table",
    { class: "bars" },
    el("caption", { class: "sr" }, caption),
    el("thead", { class: "sr" }, el("tr", {}, ...head)),
    el("tbody", {}, ...rows),
  );
}
