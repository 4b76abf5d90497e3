/**
 * Where on a page the article's text is: what the site says, what its markup says, where the prose
 * is dense.
 */
import {
  attributeOf,
  boundsOf,
  contains,
  firstElementOf,
  matches,
  nextElementOf,
  parentOf,
  queryDocument,
  queryIn,
  tagOf,
  textContentOf,
} from "../dom/element.js";
import { bare } from "../dom/native.js";
import { LEAST_PROSE, type Parts, proseIn, type Survey, sumOf } from "./survey.js";
import { CONTAINER, PART, PART_LEAST } from "./weights.js";

/** Elements that are one paragraph, never the container of an article. */
const ONE_PARAGRAPH = /^(P|LI|BLOCKQUOTE|PRE|H[1-6]|DD|DT)$/;
/** Elements that stand in the text as paragraphs do. */
const TEXT = /^(P|UL|OL|DL|BLOCKQUOTE|PRE|H[2-6])$/;
/** How much of a paragraph must stand in the description, in UTF-16 code units. */
const QUOTED = 100;
/** Levels over the container that are searched for more parts. */
const LEVELS = 5;
/** A heading of so many characters is a sentence: a lead. */
const LEAD_LENGTH = 80;

/** Why the finder took an element into the article, or left it. */
export interface Decision {
  readonly element: Element;
  readonly as: "container" | "part";
  readonly taken: boolean;
  readonly parts: Parts;
}

type Decided = ((decision: Decision) => void) | undefined;

/**
 * The elements the site itself names, or undefined where it names none. Inner ones of nested roots
 * are dropped.
 */
export function namedRoots(document: Document, root: string | undefined): Element[] | undefined {
  const named = queryDocument(document, root ?? "[data-themelight-root]");
  if (!named.length && root === undefined) return undefined;
  const outer: Element[] = [];
  // In document order, so that an element comes right before all that is in it.
  for (const element of named) {
    const last = outer.at(-1);
    if (!last || !contains(last, element)) outer.push(element);
  }
  return outer;
}

/**
 * Returns the article's containers in document order, none inside another: the lead where it stands
 * apart, the body or its parts, and those of other articles. None on other pages.
 */
export function* articleRoots(survey: Survey, decided?: Decided): Generator<unknown, Element[]> {
  if (survey.prose(survey.body) < LEAST_PROSE) return [];
  yield true;
  const described = yield* describedIn(survey);
  const container = yield* containerOf(survey, described, decided);
  if (yield* isFront(survey, container)) return [];
  const roots = yield* withParts(survey, container, container === described, decided);
  yield* addAlike(survey, container, roots, decided);
  return outermost(survey, roots);
}

/** True for a list of teasers: most of its paragraphs stand under a heading that is a link. */
function* isFront(survey: Survey, container: Element): Generator<unknown, boolean> {
  let headings = 0;
  let paragraphs = 0;
  for (let i = survey.first(container); i < survey.end(container); i++) {
    yield;
    const passage = survey.weighed[i]!;
    if (proseIn(passage)) paragraphs++;
    else if (passage.linked > 0.8 && /^H[2-6]$/.test(tagOf(passage.element))) headings++;
  }
  return headings >= 3 && headings >= paragraphs * 0.6;
}

/** Whether an element is alike: its tag and class, without numbers. */
const signatureOf = (element: Element): string =>
  `${tagOf(element)} ${(attributeOf(element, "class") ?? "").slice(0, 200).replace(/\d+/g, "").trim()}`;

const isMain = (element: Element): boolean =>
  matches(element, "article,main,[role=main],[role=article]");

/**
 * The element with most prose, where prose under telling names counts more; of nested ones, the
 * inner.
 */
function* containerOf(
  survey: Survey,
  described: Element | undefined,
  decided: Decided,
): Generator<unknown, Element> {
  const candidates: { element: Element; value: number; parts: Parts }[] = [];
  let most = survey.prose(survey.body);
  for (const element of survey.elements) {
    yield;
    const prose = survey.prose(element);
    if (!prose || ONE_PARAGRAPH.test(tagOf(element)) || survey.isOut(element)) continue;
    const parts: Parts = bare({});
    if (survey.namingOf(element).body) parts.body = CONTAINER.body;
    if (isMain(element)) parts.main = CONTAINER.main;
    if (element === described) parts.described = CONTAINER.described;
    const value = prose * (1 + sumOf(parts));
    if (value === prose) continue;
    candidates.push({ element, value, parts });
    most = Math.max(most, value);
  }
  let best: (typeof candidates)[number] | undefined;
  for (const candidate of candidates) {
    yield;
    if (candidate.value < most * 0.9) continue;
    if (!best || isBetter(survey, candidate.element, best.element)) best = candidate;
  }
  for (const { element, parts } of candidates) {
    decided?.({ element, as: "container", taken: element === best?.element, parts });
  }
  if (best?.parts.body || best?.parts.described) return best.element;
  return yield* dense(survey, best?.element);
}

/**
 * Of nested elements the inner one, of others the one with more prose, which is the first of
 * equals.
 */
function isBetter(survey: Survey, element: Element, than: Element): boolean {
  if (contains(than, element)) return true;
  return !contains(element, than) && survey.prose(element) > survey.prose(than);
}

/**
 * The innermost element with all the paragraphs that the page's own description (JSON-LD) quotes as
 * the article's.
 */
function* describedIn({ weighed, body }: Survey): Generator<unknown, Element | undefined> {
  for (const script of queryDocument(document, "script[type$=ld\\+json]")) {
    yield true;
    const described = articleBodyOf(textContentOf(script) ?? "");
    if (!described) continue;
    let at: Element | null = null;
    let quoted = 0;
    for (const { text, element } of weighed) {
      yield;
      if (!described.includes(spaced(text.slice(0, QUOTED)))) continue;
      quoted++;
      at ??= element;
      while (at && at !== body && !contains(at, element)) at = parentOf(at);
    }
    // One paragraph is a summary, not the article.
    if (at && at !== body && quoted > 1) return at;
  }
  return undefined;
}

/**
 * The first "articleBody" in JSON, without parsing the rest, which may be megabytes; of a long one
 * its beginning. An escape such as \u00e1 is never cut.
 */
const ARTICLE_BODY = /"articleBody"\s*:\s*"((?:[^"\\]|\\u[\dA-Fa-f]{4}|\\[^u]){0,50000})/;

const articleBodyOf = (json: string): string =>
  spaced(textOf(`"${ARTICLE_BODY.exec(json)?.[1] ?? ""}"`));

function textOf(json: string): string {
  try {
    return JSON.parse(json);
  } catch {
    return "";
  }
}

const spaced = (text: string): string => text.replace(/\s+/g, " ");

/**
 * Goes down from `start` as long as one child has nearly all the prose; lists of teasers do not
 * count as prose.
 */
function* dense(survey: Survey, start: Element = survey.body): Generator<unknown, Element> {
  for (let at = start; ; ) {
    let sum = 0;
    let bare = survey.prose(at);
    let value = 0;
    let best: Element | undefined;
    for (let child = firstElementOf(at); child; child = nextElementOf(child)) {
      yield;
      bare -= survey.prose(child);
      if (survey.isLinks(child)) continue;
      sum += survey.prose(child);
      // Of two columns, the article's is the one with the title.
      const own = survey.prose(child) * (survey.hasTitle(child) ? 2 : 1);
      if (own <= value) continue;
      best = child;
      value = own;
    }
    if (!best || ONE_PARAGRAPH.test(tagOf(best))) return at;
    const most = survey.prose(best);
    if (most < sum * 0.8) {
      // Columns that are narrower, or have far less text, stand beside the article's.
      for (let child = firstElementOf(at); child; child = nextElementOf(child)) {
        yield;
        const prose = survey.prose(child);
        if (!prose || child === best || survey.isLinks(child) || !isBeside(child, best)) continue;
        if (prose < most / 2 || boundsOf(child).width < boundsOf(best).width * 0.6) sum -= prose;
      }
    }
    if (most < sum * 0.8) return at;
    // What lies bare in `at` itself is text of the article too.
    if (bare > most * 0.75) return at;
    at = best;
  }
}

/** The container, or its ancestor, and the elements beside it that belong to the article. */
function* withParts(
  survey: Survey,
  container: Element,
  described: boolean,
  decided: Decided,
): Generator<unknown, Element[]> {
  const title = yield* titleBefore(survey, container);
  const path = { top: container, title, container, described };
  let roots = [container];
  for (let level = 0; level < LEVELS && path.top !== survey.body; level++) {
    const parent = parentOf(path.top);
    if (!parent) break;
    const taken: Element[] = [];
    let left = false;
    for (let child = firstElementOf(parent); child; child = nextElementOf(child)) {
      yield;
      if (child === path.top || !survey.chars(child) || survey.isOut(child)) continue;
      if (survey.first(child) <= title && survey.end(child) > title + 1) {
        // The title's box may hold the lead.
        const leads = yield* openingsIn(survey, child, path);
        taken.push(...leads);
        for (const element of leads) {
          decided?.({ element, as: "part", taken: true, parts: { opening: PART.opening } });
        }
        left = true;
        continue;
      }
      const parts = partsOf(survey, child, path, level);
      const isPart = sumOf(parts) >= PART_LEAST;
      decided?.({ element: child, as: "part", taken: isPart, parts });
      if (isPart) taken.push(child);
      else if (!isTitle(survey, child)) left = true;
    }
    // The parent is the container where nothing in it has to be left out.
    const whole = taken.length > 0 && !left && roots.length === 1 && parent !== survey.body;
    roots = whole ? [parent] : [...roots, ...taken];
    path.top = parent;
    // The article's box ends where its title is in it.
    if (title >= 0 && survey.first(parent) <= title) break;
  }
  return roots;
}

interface Path {
  /** The container was chosen since the page's JSON-LD quotes it. */
  readonly described: boolean;
  /** The container, or the ancestor of it that the search has reached. */
  readonly top: Element;
  readonly container: Element;
  /** Index of the last title before the container's end, −1 for none. */
  readonly title: number;
}

function partsOf(survey: Survey, element: Element, path: Path, level: number): Parts {
  const { top, container, title } = path;
  const { body, lead } = survey.namingOf(element);
  const first = survey.first(element);
  const before = first < survey.first(container);
  const prose = survey.prose(element);
  const parts: Parts = bare({ links: PART.links * survey.linksIn(element) });
  // After the text, a box of one paragraph is more often a note than an end of the article.
  const text = isText(survey, element) && (before || TEXT.test(tagOf(element)));
  if (path.described) parts.unquoted = PART.unquoted;
  if (lead && before && survey.chars(element) >= 40) parts.lead = PART.lead;
  if (before && title >= 0) {
    if (first > title) parts.opening = PART.opening;
    else if (survey.end(element) <= title) parts.before = PART.before;
  }
  if (level && !parts.opening) parts.level = PART.level * level;
  if (prose) {
    if (text) parts.paragraph = PART.paragraph;
    if (body) parts.body = PART.body;
    if (isAlike(element, top)) parts.alike = PART.alike;
    else if (isKin(element, top)) parts.kin = PART.kin;
    if (prose >= LEAST_PROSE) {
      parts.long = PART.long;
      if (!text && queryIn(element, "h1,h2,h3")) parts.article = PART.article;
    }
  }
  // Layout is read last, and only where it decides.
  if (sumOf(parts) >= PART_LEAST && isBeside(element, container)) parts.column = PART.column;
  return parts;
}

/** The paragraphs after the title in its box, such as a lead. */
function* openingsIn(
  survey: Survey,
  box: Element,
  { title, container }: Path,
): Generator<unknown, Element[]> {
  const found: Element[] = [];
  const end = Math.min(survey.end(box), survey.first(container));
  for (let i = title + 1; i < end; i++) {
    yield;
    const passage = survey.weighed[i]!;
    const { element } = passage;
    if (proseIn(passage) && isText(survey, element) && !survey.isLinks(element))
      found.push(element);
  }
  return found;
}

/** True for an element that is a paragraph or holds nothing but one, with text enough for it. */
function isText(survey: Survey, element: Element): boolean {
  const tag = tagOf(element);
  if (/^H[1-6]$/.test(tag)) return survey.chars(element) >= LEAD_LENGTH;
  return TEXT.test(tag) || survey.end(element) - survey.first(element) === 1;
}

function isAlike(element: Element, other: Element): boolean {
  const signature = signatureOf(element);
  return (
    signature === signatureOf(other) && !TEXT.test(tagOf(element)) && !/^DIV $/.test(signature)
  );
}

/**
 * True where the first classes begin with the same word, such as “content-top” and “content-end”.
 */
function isKin(element: Element, other: Element): boolean {
  const [one, two] = [element, other].map(
    (at) => /^\s*([a-z]{4,})[-_]/i.exec((attributeOf(at, "class") ?? "").slice(0, 100))?.[1],
  );
  return one !== undefined && one === two;
}

/** True where the two stand in different columns. */
function isBeside(element: Element, container: Element): boolean {
  const one = boundsOf(element);
  const two = boundsOf(container);
  if (!one.width || !two.width) return false;
  return one.right <= two.left + 1 || two.right <= one.left + 1;
}

/** True for what is never taken for a paragraph, such as a heading or a date. */
const isTitle = (survey: Survey, element: Element): boolean =>
  /^H[1-6]$/.test(tagOf(element)) || survey.chars(element) < 40;

/** The index of the last title among the passages before the container, or in it. */
function* titleBefore(survey: Survey, container: Element): Generator<unknown, number> {
  const first = survey.first(container);
  for (let i = Math.max(first, 0); i >= 0; i--) {
    yield;
    const passage = survey.weighed[i];
    if (!passage) continue;
    for (let at: Element | null = passage.element, up = 0; at && up < 3; at = parentOf(at), up++) {
      if (survey.namingOf(at).title && proseIn(passage) < LEAST_PROSE) return i;
      if (survey.end(at) - survey.first(at) > 1) break;
    }
  }
  return -1;
}

/**
 * Adds the bodies of other articles: those that are alike, and `<article>`s with a heading of their
 * own.
 */
function* addAlike(
  survey: Survey,
  container: Element,
  roots: Element[],
  decided: Decided,
): Generator<unknown, void> {
  const signature = signatureOf(container);
  const named = survey.namingOf(container).body || isMain(container);
  for (const element of survey.elements) {
    yield;
    if (element === container || survey.prose(element) < LEAST_PROSE || element === survey.body)
      continue;
    const alike = named && signatureOf(element) === signature;
    const article =
      !alike &&
      matches(element, "article,[role=article]") &&
      survey.prose(element) >= 2 * LEAST_PROSE;
    if (!alike && !(article && queryIn(element, "h1,h2"))) continue;
    if (survey.isOut(element) || survey.isLinks(element)) continue;
    if (
      contains(element, container) ||
      contains(container, element) ||
      isBeside(element, container)
    )
      continue;
    roots.push(element);
    decided?.({ element, as: "container", taken: true, parts: { article: PART.article } });
  }
}

/** Sorts elements in document order and drops those inside another. */
function outermost(survey: Survey, elements: readonly Element[]): Element[] {
  const sorted = [...new Set(elements)].sort((one, two) => {
    const by = survey.first(one) - survey.first(two);
    return by || (contains(one, two) ? -1 : 1);
  });
  const outer: Element[] = [];
  for (const element of sorted) {
    const last = outer.at(-1);
    if (!last || !contains(last, element)) outer.push(element);
  }
  return outer;
}
