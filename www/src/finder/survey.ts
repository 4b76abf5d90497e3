/**
 * Weighs a page: how much running prose stands below each element, and how much of its text is
 * links.
 */
import { attributeOf, parentOf } from "../dom/element.js";
import { bare } from "../dom/native.js";
import type { Unread } from "./blocks.js";
import type { Passage } from "./passage.js";
import { hasWords } from "./prose.js";
import type { Kind, Naming, Rules } from "./rules.js";
import { MOSTLY_BESIDE, OUTSIDE } from "./weights.js";

/** Less prose than this is a notice or a teaser, not an article. */
export const LEAST_PROSE = 180;

/**
 * Prose in a passage, in characters: nothing for short or linked text; long paragraphs count in
 * full.
 */
export function proseIn(passage: Passage, linked = passage.linked): number {
  const { length } = passage.text;
  if (length < 60 || linked > 0.4 || !hasWords(passage.text, 10)) return 0;
  return length * (1 - linked) * Math.min(1, length / 200);
}

/**
 * The parts of a sum of weights, by what they are for. Without a prototype: pages add keys to it.
 */
export type Parts = Record<string, number>;

export const sumOf = (parts: Parts): number => {
  let sum = 0;
  for (const name in parts) sum += parts[name]!;
  return sum;
};

interface Weight {
  /** The index of its first passage among those weighed, which tells the order of elements. */
  readonly first: number;
  /** How many passages stand in it: they follow each other. */
  count: number;
  prose: number;
  chars: number;
  links: number;
}
const NOTHING: Weight = { first: -1, count: 0, prose: 0, chars: 0, links: 0 };
/** Comments that can be answered before links to answer say that these are comments. */
const LEAST_REPLIES = 3;
/** UTF-16 code units of a line with a link to answer. */
const LONGEST_REPLY = 40;
/** Names over an element that are counted. */
const MOST_WORDS = 16;
/** Part of the prose under a word that may be a part of the article. */
const LEAST_SHARE = 0.08;
const NO_WORDS: ReadonlyMap<string, Kind> = new Map();
const ARIA_HIDDEN = "aria-hidden";
/** Tags and roles are meant; only names that people chose may be chance. */
const isMeant = (word: string): boolean => /^(aside|complementary|figure)$/.test(word);
const UNNAMED: Naming = { kind: undefined, word: "", body: false, lead: false, title: false };

export class Survey {
  readonly body: Element;
  readonly rules: Rules;
  readonly passages: Passage[] = [];
  readonly unread: Unread = { hidden: [], shadows: [] };
  /** Words of names that stand over so much of the page's prose that they say nothing here. */
  readonly ignored = new Set<string>();
  #weights = new Map<Element, Weight>();
  #weighed: Passage[] = [];
  readonly #namings = new Map<Element, Naming>();
  readonly #out = new Map<Element, boolean>();
  #total = 0;
  /** False where names would leave nothing of the page. */
  #trusts = true;
  /** The part of the page's prose under each word. */
  readonly #shares = new Map<string, { readonly kind: Kind; readonly share: number }>();
  readonly #titled = new Set<Element>();
  readonly #named = new Set<Element>();

  constructor(body: Element, rules: Rules) {
    this.body = body;
    this.rules = rules;
  }

  add(passage: Passage): void {
    this.passages.push(passage);
    this.#weigh(passage);
  }

  /** Judges the names, then takes the text out of the scales that stands outside the article. */
  *settle(): Generator<void, void> {
    this.#total = this.prose(this.body);
    yield* this.#noteReplies();
    yield* this.#readNames();
    yield* this.#judgeNames();
    const kept: Passage[] = [];
    for (const passage of this.passages) {
      if (!this.isOut(passage.element)) kept.push(passage);
      yield;
    }
    // A page of nothing but what names put outside is taken as it is.
    this.#trusts = kept.length > 0;
    this.#weights = new Map();
    this.#weighed = [];
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

  /** The index after the element's last passage. */
  end(element: Element): number {
    const { first, count } = this.#weights.get(element) ?? NOTHING;
    return first + count;
  }

  /** The passages that were weighed, in document order. */
  get weighed(): readonly Passage[] {
    return this.#weighed;
  }

  /** Every element that holds text that was weighed, in no order. */
  get elements(): Iterable<Element> {
    return this.#weights.keys();
  }

  /** Part of the element's text that is links, 0 to 1. */
  linksIn(element: Element): number {
    const { chars, links } = this.#weights.get(element) ?? NOTHING;
    return chars && links / chars;
  }

  /** A list of teasers or links rather than text: a good part of what it says is linked. */
  isLinks(element: Element): boolean {
    return this.linksIn(element) > 0.28;
  }

  namingOf(element: Element): Naming {
    if (element === this.body) return UNNAMED;
    let naming = this.#namings.get(element);
    if (!naming) {
      naming = this.rules.namingOf(element);
      if (!naming.kind && attributeOf(element, "aria-hidden") === "true") {
        naming = { ...naming, kind: "beside", word: ARIA_HIDDEN };
      }
      this.#namings.set(element, naming);
    }
    return naming;
  }

  /** True where a title stands in the element. */
  hasTitle(element: Element): boolean {
    return this.#titled.has(element);
  }

  /** True below an element that the weights put outside the article. */
  isOut(element: Element): boolean {
    if (element === this.body || !this.#trusts) return false;
    let out = this.#out.get(element);
    if (out === undefined) {
      const parent = parentOf(element);
      const parts = this.outsideParts(element);
      out = (!!parent && this.isOut(parent)) || (!!parts && sumOf(parts) < 0);
      this.#out.set(element, out);
    }
    return out;
  }

  /** What weighs for and against leaving an element out; undefined where no name is against it. */
  outsideParts(element: Element): Parts | undefined {
    const { kind, word, lead } = this.namingOf(element);
    if (!kind) return undefined;
    const parts = this.#wordParts(kind, word);
    if (this.ignored.has(word)) parts.chance = -Math.min(0, sumOf(parts));
    if (kind !== "beside" && this.#titled.has(element)) parts.title = OUTSIDE.title;
    if (lead) parts.lead = OUTSIDE.lead;
    if (kind !== "comment" && this.#named.has(element)) parts.body = OUTSIDE.body;
    return parts;
  }

  /**
   * Boxes with a link to answer, of which there are several, are comments, whatever their names.
   */
  *#noteReplies(): Generator<void, void> {
    const boxes = new Set<Element>();
    for (const { text, element } of this.passages) {
      yield;
      if (text.length > LONGEST_REPLY || !this.rules.matchesText("reply", text)) continue;
      const box = this.end(element) - this.first(element) > 1 ? element : parentOf(element);
      if (box && box !== this.body && this.prose(box) < this.#total * 0.3) boxes.add(box);
    }
    if (boxes.size < LEAST_REPLIES) return;
    for (const box of boxes) {
      const naming = this.namingOf(box);
      if (!naming.kind) this.#namings.set(box, { ...naming, kind: "comment", word: "reply" });
    }
  }

  /** Notes for each element whether the title, or a container named as the article's, is in it. */
  *#readNames(): Generator<void, void> {
    for (const element of this.elements) {
      yield;
      const { body, title } = this.namingOf(element);
      if (body && this.prose(element) > 0) this.#noteAbove(element, this.#named);
      if (title) this.#noteAbove(element, this.#titled);
    }
  }

  #noteAbove(element: Element, notes: Set<Element>): void {
    for (let up: Element | null = element; up && !notes.has(up); up = parentOf(up)) {
      if (up === this.body) return;
      notes.add(up);
    }
  }

  /** Sums up the prose under each word, and under all names of boxes beside the article. */
  *#judgeNames(): Generator<void, void> {
    const total = this.#total;
    if (!total) return;
    const above = new Map<Element, ReadonlyMap<string, Kind>>();
    for (const passage of this.passages) {
      yield;
      const prose = proseIn(passage);
      if (!prose) continue;
      for (const [word, kind] of this.#wordsOver(passage.element, above)) {
        const share = this.#shares.get(word)?.share ?? 0;
        this.#shares.set(word, { kind, share: share + prose / total });
      }
    }
    for (const [word, { kind }] of this.#shares) {
      if (sumOf(this.#wordParts(kind, word)) >= 0) this.ignored.add(word);
    }
    // Many words, each over a part of the article, are chance as well.
    let beside = 0;
    for (const passage of this.passages) {
      yield;
      const prose = proseIn(passage);
      for (const [word, kind] of prose ? this.#wordsOver(passage.element, above) : NO_WORDS) {
        // A word over nearly everything says nothing of the boxes in it.
        if (kind !== "beside" || isMeant(word) || this.#shares.get(word)!.share > 0.8) continue;
        beside += prose;
        break;
      }
    }
    if (beside < total * MOSTLY_BESIDE) return;
    for (const [word, { kind, share }] of this.#shares) {
      if (kind === "beside" && share >= LEAST_SHARE && !isMeant(word)) this.ignored.add(word);
    }
  }

  #wordParts(kind: Kind, word: string): Parts {
    const prose = this.#shares.get(word)?.share ?? 0;
    const countsShare = kind !== "comment" || this.#total * (1 - prose) < LEAST_PROSE;
    return bare({
      [word]: word === ARIA_HIDDEN ? OUTSIDE.ariaHidden : OUTSIDE[kind],
      // Not “share”, which may be the word.
      prose: countsShare ? prose * OUTSIDE.share : 0,
    });
  }

  /** The words of the names over an element, the first few from outside. */
  #wordsOver(
    element: Element,
    known: Map<Element, ReadonlyMap<string, Kind>>,
  ): ReadonlyMap<string, Kind> {
    let words = known.get(element);
    if (!words) {
      const parent = element === this.body ? null : parentOf(element);
      words = parent ? this.#wordsOver(parent, known) : NO_WORDS;
      const { kind, word } = this.namingOf(element);
      if (kind && words.size < MOST_WORDS) words = new Map([...words, [word, kind]]);
      known.set(element, words);
    }
    return words;
  }

  #weigh(passage: Passage): void {
    const linked = passage.linked;
    const prose = proseIn(passage, linked);
    const chars = passage.text.length;
    const first = this.#weighed.length;
    this.#weighed.push(passage);
    for (
      let up: Element | null = passage.element;
      up;
      up = up === this.body ? null : parentOf(up)
    ) {
      const weight = this.#weights.get(up);
      if (weight) {
        weight.count++;
        weight.prose += prose;
        weight.chars += chars;
        weight.links += linked * chars;
      } else this.#weights.set(up, { first, count: 1, prose, chars, links: linked * chars });
    }
  }
}
