/**
 * The article finder: which elements of a live page hold the article, and which of their text are
 * its paragraphs.
 * It reads the page and changes nothing.
 *
 * `survey.ts` weighs all text of the page and judges names by it, `roots.ts` chooses the
 * containers,
 * `prose.ts` the paragraphs in them. The weights stand in `weights.ts`.
 */
import type { WhyLeft } from "../api/explanation.js";
import { bodyOf, isVisible, nearestIn, parentOf, queryIn, tagOf, titleOf } from "../dom/element.js";
import { MUCH_TEXT, passagesIn, type Unread } from "./blocks.js";
import type { Passage } from "./passage.js";
import { type ProseOptions, readsLikeImprint, whyNoParagraph } from "./prose.js";
import { articleRoots, type Decision, namedRoots } from "./roots.js";
import type { Rules } from "./rules.js";
import { Survey } from "./survey.js";

export { Inlines, lengthIn, MUCH_TEXT } from "./blocks.js";
export { Passage } from "./passage.js";
export type { ProseOptions } from "./prose.js";
export { Rules } from "./rules.js";

export interface FinderOptions extends ProseOptions {
  /**
   * Where the article is: elements, or a selector. Without it the page's own markup and its text
   * decide.
   */
  readonly root?: string | readonly Element[] | undefined;
}

/**
 * What came of the search: `root-not-found`: the selector of the site matches nothing; `hidden`:
 * text
 * that may be an article is not rendered now; `shadow-root`: the text is in an open shadow root,
 * which
 * is not read; `no-article`: none of these, as on front pages and forms.
 */
export type FinderStatus = "found" | "root-not-found" | "hidden" | "shadow-root" | "no-article";

export interface Article {
  readonly status?: FinderStatus;
  /** What holds the article; empty where the page has none. */
  readonly roots: readonly Element[];
  /** Its paragraphs in document order. */
  readonly passages: readonly Passage[];
  /**
   * Elements with text that is not rendered: tabs, folded parts, views to come. Their text is not
   * read.
   */
  readonly hidden: readonly Element[];
  /** Words in names of boxes that say nothing on this page, since most of its prose has them. */
  readonly ignored?: ReadonlySet<string>;
}

/** Is told of every decision; `explain.ts` lists them. */
export interface Explained {
  surveyed(survey: Survey): void;
  decided(decision: Decision): void;
  judged(passage: Passage, why: WhyLeft | undefined): void;
}

/** Hidden elements that are remembered; each is looked at whenever the page changes its size. */
export const MOST_HIDDEN = 1000;
/** UTF-16 code units; a longer text is no title. */
const LONGEST_TITLE = 150;

/** Finds the article in slices: every `yield` is a place to pause. */
export function* findArticle(
  document: Document,
  options: FinderOptions,
  explained?: Explained,
): Generator<unknown, Required<Article>> {
  const { root, rules } = options;
  const named = typeof root === "object" ? root : namedRoots(document, root);
  const title = titleOf(document).normalize("NFC").trim();
  const found: Found = { title, passages: [], hidden: [], ignored: new Set(), explained };
  let shadows = 0;
  let roots = named;
  if (roots) {
    for (const one of roots) {
      const survey = yield* surveyOf(one, rules);
      shadows += survey.unread.shadows.length;
      yield* take(found, survey, [one], options);
    }
  } else {
    const survey = yield* surveyOf(bodyOf(document), rules);
    roots = yield* articleRoots(survey, explained?.decided);
    shadows = survey.unread.shadows.length;
    yield* take(found, survey, roots, options, !queryIn(survey.body, "h1"));
  }
  const { passages, hidden, ignored } = found;
  let status: FinderStatus = "found";
  if (typeof root === "string" && !roots.length) status = "root-not-found";
  else if (!passages.length)
    status = shadows ? "shadow-root" : hidden.length ? "hidden" : "no-article";
  return { status, roots, passages, hidden, ignored };
}

/**
 * Reads one element again, inside an article whose roots are known: text that came or changed on a
 * living page.
 */
export function* findWithin(
  element: Element,
  roots: ReadonlySet<Element>,
  options: ProseOptions,
  ignored?: ReadonlySet<string>,
): Generator<unknown, Pick<Article, "passages" | "hidden">> {
  const { rules } = options;
  const passages: Passage[] = [];
  const unreadBelow: Unread = { hidden: [], shadows: [] };
  const root = nearestIn(roots, element);
  const isNamedOutside = (at: Element) => {
    const { kind, word } = rules.namingOf(at);
    return kind !== undefined && !ignored?.has(word);
  };
  let unread = !root;
  for (let up = element; !unread && up !== root; up = parentOf(up)!) {
    unread = rules.isUnread(up) || isNamedOutside(up);
  }
  if (unread) return { passages, hidden: [] };
  /**
   * The same judgement by names as for the whole page, for text that came too late to be weighed.
   */
  const beside = new Map<Element, boolean>([[element, false]]);
  const isBeside = (at: Element): boolean => {
    let known = beside.get(at);
    if (known === undefined) {
      const parent = parentOf(at);
      known = isNamedOutside(at) || (!!parent && isBeside(parent));
      beside.set(at, known);
    }
    return known;
  };
  for (const passage of passagesIn(element, rules, unreadBelow)) {
    if (passage && !isBeside(passage.element)) {
      if (!whyNoParagraph(passage, options, roots.has(passage.element))) passages.push(passage);
    }
    yield;
  }
  return { passages, hidden: unreadBelow.hidden.map((one) => one.element) };
}

/** What is gathered while an article is read. */
interface Found {
  /** The page's own title, which often begins with the article's. */
  readonly title: string;
  readonly passages: Passage[];
  readonly hidden: Element[];
  readonly ignored: Set<string>;
  readonly explained: Explained | undefined;
}

function* surveyOf(element: Element, rules: Rules): Generator<unknown, Survey> {
  const survey = new Survey(element, rules);
  for (const passage of passagesIn(element, rules, survey.unread)) {
    if (passage) survey.add(passage);
    yield;
  }
  yield* survey.settle();
  return survey;
}

/** Takes the paragraphs of these roots, and the elements whose text may show later. */
function* take(
  found: Found,
  survey: Survey,
  roots: readonly Element[],
  options: ProseOptions,
  mayBeTitled = false,
): Generator<unknown, void> {
  const { title, passages, hidden, ignored, explained } = found;
  for (const word of survey.ignored) ignored.add(word);
  explained?.surveyed(survey);
  const all = new Set(roots);
  const before = passages.length;
  for (const passage of survey.passages) {
    yield;
    let why = whyLeft(passage, survey, all, options);
    if (!why && isTitle(passage, title, mayBeTitled && passages.length === before)) why = "heading";
    if (!why) passages.push(passage);
    explained?.judged(passage, why);
  }
  // An imprint or a contact ends the page's text; among paragraphs it is one of them.
  while (passages.length > before && readsLikeImprint(passages.at(-1)!, options.rules)) {
    const passage = passages.pop()!;
    explained?.judged(passage, "imprint");
  }
  /**
   * UTF-16 code units of hidden text by parent: with `visibility: hidden`, each paragraph is
   * listed.
   */
  const lengths = new Map<Element | null, number>();
  for (const { element, length } of survey.unread.hidden) {
    const parent = parentOf(element);
    lengths.set(parent, (lengths.get(parent) ?? 0) + length);
    yield;
  }
  for (const { element } of survey.unread.hidden) {
    yield;
    if (hidden.length === MOST_HIDDEN) return;
    if (survey.isOut(element)) continue;
    // Hidden text is of the article where it is in its roots, or may be another article where it is
    // long.
    if (lengths.get(parentOf(element))! >= MUCH_TEXT || nearestIn(all, element)) {
      hidden.push(element);
    }
  }
}

/** True for the page's title; at the beginning also for a line that is no sentence. */
function isTitle({ text }: Passage, title: string, first: boolean): boolean {
  if (text.length > LONGEST_TITLE) return false;
  return title.startsWith(text.normalize("NFC")) || (first && !/[.!?…:;][”"»)]*$/.test(text));
}

function whyLeft(
  passage: Passage,
  survey: Survey,
  roots: ReadonlySet<Element>,
  options: ProseOptions,
): WhyLeft | undefined {
  const { element } = passage;
  const root = nearestIn(roots, element);
  if (!root) return "not in a container";
  if (survey.isOut(element)) return "outside";
  if (inLinks(survey, passage, root)) return "list of links";
  return (
    whyNoParagraph(passage, options, root === element) ??
    (isVisible(element) ? undefined : "hidden")
  );
}

/** Inside the article, a container that is mostly links is a box of related stories. */
function inLinks(survey: Survey, { element }: Passage, root: Element): boolean {
  // A paragraph that is one link is judged by its text.
  let up: Element | null = tagOf(element) === "P" && element !== root ? parentOf(element) : element;
  for (; up && up !== root; up = parentOf(up)) {
    if (survey.isLinks(up) && survey.prose(up) < survey.prose(root) * 0.25) return true;
  }
  return false;
}
