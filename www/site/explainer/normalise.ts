/** Stage 1: what each normalisation step changes. */
import { el } from "../../src/dom/el.js";
import { quiet } from "./format.js";
import { texts } from "./texts.js";
import type { Trace, TraceStep } from "./trace.js";

const MOST_CHANGES = 12;

export function normalise({ steps, normalized }: Trace): Node[] {
  const changing = steps.filter(({ changes }) => changes.length > 0);
  if (changing.length === 0) return [quiet(texts.unchanged)];
  const others = steps.filter(({ changes }) => changes.length === 0);
  const names = others.map(({ name }) => texts.steps[name]);
  return [
    el("ol", { class: "steps" }, ...changing.map(item)),
    ...(names.length > 0 ? [quiet(texts.others(names.join(", ")))] : []),
    el("p", { class: "label" }, texts.normalized),
    el("p", { class: "sample" }, normalized),
  ];
}

function item({ name, changes }: TraceStep): HTMLLIElement {
  const different = [
    ...new Map(changes.map((change) => [JSON.stringify(change), change])).values(),
  ];
  const shown = different
    .slice(0, MOST_CHANGES)
    .map(({ before, after }) =>
      el(
        "li",
        { class: "change" },
        el("del", {}, visible(before)),
        el("span", { "aria-hidden": "true" }, " → "),
        el("span", { class: "sr" }, ` ${texts.becomes} `),
        el("ins", {}, visible(after)),
      ),
    );
  const rest = different.length - shown.length;
  if (rest > 0) shown.push(el("li", { class: "quiet" }, texts.more(rest)));
  return el("li", {}, texts.steps[name], el("ul", { class: "changes" }, ...shown));
}

/** Blanks, controls and characters without a glyph, by code point: they cannot be seen. */
const UNSEEN = /[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/gu;

/** Returns the text with code points for what cannot be seen, except spaces between others. */
function visible(text: string): string {
  const shown = text.trim().replace(UNSEEN, (c) => (c === " " ? c : codePoint(c)));
  if (shown !== "") return shown;
  const all = text.replace(UNSEEN, (c) => (c === " " ? "␠" : codePoint(c)));
  return all || `(${texts.blank})`;
}

const codePoint = (c: string) =>
  `U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
