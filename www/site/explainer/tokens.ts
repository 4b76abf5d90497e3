/** Stage 2: the tokens of each sentence. */
import { el } from "../../src/dom/el.js";
import { quiet } from "./format.js";
import { texts } from "./texts.js";
import type { Trace, TraceToken } from "./trace.js";

export function tokens({ tokens, sentences }: Trace): Node[] {
  if (tokens.length === 0) return [quiet(texts.noTokens)];
  const rows = sentences.map(({ tokens: [start, end], distinct }, i) =>
    el(
      "li",
      {},
      el(
        "p",
        { class: "label" },
        `${texts.sentence(i + 1)}: ${texts.tokens(end - start, distinct)}`,
      ),
      el("ul", { class: "chips" }, ...tokens.slice(start, end).map(chip)),
    ),
  );
  return [el("ol", { class: "plain" }, ...rows)];
}

/** Syllables are the rule: only the other kinds are named. */
const chip = ({ text, kind }: TraceToken): HTMLLIElement =>
  el(
    "li",
    { class: `chip ${kind}` },
    text,
    ...(kind === "syllable" ? [] : [" ", el("small", {}, texts.kinds[kind])]),
  );
