/**
 * The article finder: which elements of a live page hold the article, and which of their text are its paragraphs.
 * It reads the page and changes nothing.
 */
import { bodyOf, isVisible, nearestIn, parentOf } from "../dom/element.js";
import { type Hidden, passagesIn } from "./blocks.js";
import type { Passage } from "./passage.js";
import { isParagraph, type ProseOptions } from "./prose.js";
import { articleRoots, namedRoots } from "./roots.js";
import type { Rules } from "./rules.js";
import { Survey } from "./survey.js";

export { Inlines } from "./blocks.js";
export { Passage } from "./passage.js";
export type { ProseOptions } from "./prose.js";
export { Rules } from "./rules.js";

export interface FinderOptions extends ProseOptions {
  /** Where the article is: elements, or a selector. Without it the page's own markup and its text decide. */
  readonly root?: string | readonly Element[] | undefined;
}

export interface Article {
  /** What holds the article; empty where the page has none. */
  readonly roots: readonly Element[];
  /** Its paragraphs in document order. */
  readonly passages: readonly Passage[];
  /** Elements with text that is not rendered: tabs, folded parts, views to come. Their text is not read. */
  readonly hidden: readonly Element[];
}

/** Hidden elements that are remembered; each is looked at whenever the page changes its size. */
export const MOST_HIDDEN = 1000;
/** UTF-16 code units of hidden text that may be an article by itself. */
const HIDDEN_ARTICLE = 200;

/** Finds the article in slices: every `yield` is a place to pause. */
export function* findArticle(document: Document, options: FinderOptions): Generator<unknown, Article> {
  const named = typeof options.root === "object" ? options.root : namedRoots(document, options.root);
  const passages: Passage[] = [];
  const hidden: Element[] = [];
  if (!named) {
    const survey = yield* surveyOf(bodyOf(document), options.rules);
    const roots = yield* articleRoots(survey);
    yield* addParagraphs(passages, survey, roots, options);
    yield* addHidden(hidden, survey, roots);
    return { roots, passages, hidden };
  }
  for (const root of named) {
    const survey = yield* surveyOf(root, options.rules);
    yield* addParagraphs(passages, survey, [root], options);
    yield* addHidden(hidden, survey, [root]);
  }
  return { roots: named, passages, hidden };
}

/** Reads one element again, inside an article whose roots are known: text that came or changed on a living page. */
export function* findWithin(
  element: Element,
  roots: ReadonlySet<Element>,
  options: ProseOptions,
): Generator<unknown, Pick<Article, "passages" | "hidden">> {
  const { rules } = options;
  const passages: Passage[] = [];
  const hidden: Hidden[] = [];
  const root = nearestIn(roots, element);
  let unread = !root;
  for (let up = element; !unread && up !== root; up = parentOf(up)!) {
    unread = rules.isUnread(up) || rules.roleOf(up) !== undefined;
  }
  if (unread) return { passages, hidden: [] };
  /** The same judgement by names as for the whole page, for text that came too late to be weighed. */
  const beside = new Map<Element, boolean>([[element, false]]);
  const isBeside = (at: Element): boolean => {
    let known = beside.get(at);
    if (known === undefined) {
      const parent = parentOf(at);
      known = rules.roleOf(at) !== undefined || (!!parent && isBeside(parent));
      beside.set(at, known);
    }
    return known;
  };
  for (const passage of passagesIn(element, rules, hidden)) {
    if (passage && !isBeside(passage.element) && isParagraph(passage, options)) passages.push(passage);
    yield;
  }
  return { passages, hidden: hidden.map(({ element }) => element) };
}

function* surveyOf(element: Element, rules: Rules): Generator<unknown, Survey> {
  const survey = new Survey(element, rules);
  for (const passage of passagesIn(element, rules, survey.hidden)) {
    if (passage) survey.add(passage);
    yield;
  }
  yield* survey.settle();
  return survey;
}

function* addParagraphs(
  passages: Passage[],
  survey: Survey,
  roots: readonly Element[],
  options: ProseOptions,
): Generator<unknown, void> {
  const all = new Set(roots);
  for (const passage of survey.passages) {
    yield;
    const root = nearestIn(all, passage.element);
    if (!root || survey.isOut(passage.element) || inLinks(survey, passage, root)) continue;
    if (isParagraph(passage, options) && isVisible(passage.element)) passages.push(passage);
  }
}

/** Text to come is of the article where it is in its roots, or may be another article where it is long. */
function* addHidden(hidden: Element[], survey: Survey, roots: readonly Element[]): Generator<unknown, void> {
  const all = new Set(roots);
  for (const { element, length } of survey.hidden) {
    yield;
    if (hidden.length === MOST_HIDDEN) return;
    if (survey.isOut(element)) continue;
    if (length >= HIDDEN_ARTICLE || nearestIn(all, element)) hidden.push(element);
  }
}

/** Inside the article, a container that is mostly links is a box of related stories. */
function inLinks(survey: Survey, passage: Passage, root: Element): boolean {
  for (let up: Element | null = passage.element; up && up !== root; up = parentOf(up)) {
    if (survey.isLinks(up) && survey.prose(up) < survey.prose(root) * 0.25) return true;
  }
  return false;
}
