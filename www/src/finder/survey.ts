/** Weighs a page: how much running prose stands below each element, and how much of its text is links. */
import { parentOf, queryIn } from "../dom/element.js";
import type { Hidden } from "./blocks.js";
import type { Passage } from "./passage.js";
import { hasWords } from "./prose.js";
import type { Rules } from "./rules.js";

/** Prose in a passage, in characters: nothing for short or linked text; long paragraphs count in full. */
export function proseIn(passage: Passage, linked = passage.linked): number {
  const { length } = passage.text;
  if (length < 60 || linked > 0.4 || !hasWords(passage.text, 10)) return 0;
  return length * (1 - linked) * Math.min(1, length / 200);
}

interface Weight {
  /** The index of its first passage among those weighed, which tells the order of elements. */
  readonly first: number;
  prose: number;
  chars: number;
  links: number;
}
const NOTHING: Weight = { first: -1, prose: 0, chars: 0, links: 0 };

export class Survey {
  readonly body: Element;
  readonly rules: Rules;
  readonly passages: Passage[] = [];
  /** Elements with text that is not rendered; it is not weighed. */
  readonly hidden: Hidden[] = [];
  #weights = new Map<Element, Weight>();
  #weighed = 0;
  #out = new Map<Element, boolean>();
  /** While the first of the two judgements runs, only names that are never the article count. */
  #total = 0;

  constructor(body: Element, rules: Rules) {
    this.body = body;
    this.rules = rules;
  }

  add(passage: Passage): void {
    this.passages.push(passage);
    this.#weigh(passage);
  }

  /** Takes the text out of the scales that stands in comments, footers, boxes beside the article. */
  *settle(): Generator<void, void> {
    this.#total = this.prose(this.body);
    const kept: Passage[] = [];
    for (const passage of this.passages) {
      if (!this.isOut(passage.element)) kept.push(passage);
      yield;
    }
    // A page of nothing but what names call “beside” is taken as it is: names weigh, they do not rule.
    if (!kept.length) this.#out.clear();
    this.#weights = new Map();
    this.#weighed = 0;
    for (const passage of kept.length ? kept : this.passages) {
      this.#weigh(passage);
      yield;
    }
  }

  prose(element: Element): number {
    return (this.#weights.get(element) ?? NOTHING).prose;
  }

  /** Characters of all text that was weighed. */
  chars(element: Element): number {
    return (this.#weights.get(element) ?? NOTHING).chars;
  }

  /** The index of the element's first passage among all that were weighed. */
  first(element: Element): number {
    return (this.#weights.get(element) ?? NOTHING).first;
  }

  /** Every element that holds text that was weighed, in no order. */
  get weighed(): Iterable<Element> {
    return this.#weights.keys();
  }

  /** A list of teasers or links rather than text: a good part of what it says is linked. */
  isLinks(element: Element): boolean {
    const { chars, links } = this.#weights.get(element) ?? NOTHING;
    return chars > 0 && links / chars > 0.28;
  }

  /** True below an element whose name puts it outside the article, while enough text is left without it. */
  isOut(element: Element): boolean {
    if (element === this.body) return false;
    let out = this.#out.get(element);
    if (out === undefined) {
      const parent = parentOf(element);
      out = (parent ? this.isOut(parent) : false) || this.#standsOutside(element);
      this.#out.set(element, out);
    }
    return out;
  }

  #standsOutside(element: Element): boolean {
    const name = this.rules.roleOf(element);
    if (!name) return false;
    const prose = this.prose(element);
    if (name === "never")
      return this.#total - prose >= Math.min(200, this.#total / 4) && !queryIn(element, "h1");
    return prose <= this.#total * 0.4;
  }

  #weigh(passage: Passage): void {
    const linked = passage.linked;
    const prose = proseIn(passage, linked);
    const chars = passage.text.length;
    const first = this.#weighed++;
    for (let up: Element | null = passage.element; up; up = up === this.body ? null : parentOf(up)) {
      const weight = this.#weights.get(up);
      if (weight) {
        weight.prose += prose;
        weight.chars += chars;
        weight.links += linked * chars;
      } else this.#weights.set(up, { first, prose, chars, links: linked * chars });
    }
  }
}
