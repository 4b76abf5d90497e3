/**
 * The article finder: which elements of a live page hold the article, and which of their text are its paragraphs.
 * It reads the page and changes nothing.
 */
import { passagesIn } from "./blocks.js";
import { isVisible } from "./dom.js";
import type { Passage } from "./passage.js";
import { isParagraph, type ProseOptions } from "./prose.js";
import { articleRoots, namedRoots } from "./roots.js";
import type { Rules } from "./rules.js";
import { Survey } from "./survey.js";

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
  /** Elements with text that would be paragraphs if they were shown: tabs, folded parts, views to come. */
  readonly hidden: readonly Element[];
}

/** Finds the article in slices: every `yield` is a place to pause. */
export function* findArticle(document: Document, options: FinderOptions): Generator<unknown, Article> {
  const named = typeof options.root === "object" ? options.root : namedRoots(document, options.root);
  if (!named) {
    const survey = yield* surveyOf(document.body, options.rules);
    const roots = yield* articleRoots(survey);
    return yield* parted(roots, yield* paragraphsOf(survey, roots, options));
  }
  const passages: Passage[] = [];
  for (const root of named)
    passages.push(...(yield* paragraphsOf(yield* surveyOf(root, options.rules), [root], options)));
  return yield* parted(named, passages);
}

/** Reads one element again, inside an article whose roots are known: text that came or changed on a living page. */
export function* findWithin(
  element: Element,
  roots: readonly Element[],
  options: ProseOptions,
): Generator<void, Passage[]> {
  const passages: Passage[] = [];
  const survey = new Survey(roots.find((root) => root.contains(element)) ?? element, options.rules);
  for (const passage of passagesIn(element, options.rules)) {
    if (survey.isNamedOut(passage.element) || !isParagraph(passage, options)) continue;
    if (isVisible(passage.element)) passages.push(passage);
    yield;
  }
  return passages;
}

function* parted(roots: readonly Element[], found: readonly Passage[]): Generator<void, Article> {
  const passages: Passage[] = [];
  const hidden: Element[] = [];
  for (const passage of found) {
    if (isVisible(passage.element)) passages.push(passage);
    else hidden.push(passage.element);
    yield;
  }
  return { roots, passages, hidden };
}

function* surveyOf(element: Element, rules: Rules): Generator<void, Survey> {
  const survey = new Survey(element, rules);
  for (const passage of passagesIn(element, rules)) {
    survey.add(passage);
    yield;
  }
  yield* survey.settle();
  return survey;
}

function* paragraphsOf(
  survey: Survey,
  roots: readonly Element[],
  options: ProseOptions,
): Generator<void, Passage[]> {
  const passages: Passage[] = [];
  for (const passage of survey.passages) {
    const root = roots.find((element) => element.contains(passage.element));
    if (
      root &&
      !survey.isOut(passage.element) &&
      !inLinks(survey, passage, root) &&
      isParagraph(passage, options)
    ) {
      passages.push(passage);
    }
    yield;
  }
  return passages;
}

/** Inside the article, a container that is mostly links is a box of related stories. */
function inLinks(survey: Survey, passage: Passage, root: Element): boolean {
  for (let up: Element | null = passage.element; up && up !== root; up = up.parentElement) {
    if (survey.isLinks(up) && survey.prose(up) < survey.prose(root) * 0.25) return true;
  }
  return false;
}
