/** Where on a page the article's text is: what the site says, what its markup says, where the prose is dense. */
import {
  contains,
  firstElementOf,
  matches,
  nextElementOf,
  parentOf,
  queryDocument,
  tagOf,
  textContentOf,
} from "../dom/element.js";
import type { Survey } from "./survey.js";

/** Less prose than this is a notice or a teaser, not an article. */
const LEAST_PROSE = 180;
/** Elements that are one paragraph, never the container of an article. */
const ONE_PARAGRAPH = /^(P|LI|BLOCKQUOTE|PRE|H[1-6]|DD|DT)$/;
/** UTF-16 code units of a page's description of its article that are read. */
const MAX_DESCRIBED = 50_000;
/** How much of a paragraph must stand in the description, in UTF-16 code units. */
const QUOTED = 100;

/** The elements the site itself names, or undefined where it names none. Inner ones of nested roots are dropped. */
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

/** The article's containers in document order: the lead, where it stands apart, and the body. None on other pages. */
export function* articleRoots(survey: Survey): Generator<unknown, Element[]> {
  if (survey.prose(survey.body) < LEAST_PROSE) return [];
  yield true;
  let body = yield* marked(survey, survey.rules.names.body, 0.4);
  body ??= yield* described(survey);
  if (!body) {
    const start = yield* marked(survey, "article,main,[role=main]", 0.55);
    body = yield* dense(survey, start);
  }
  const lead = yield* leadOf(survey, body);
  return lead ? [lead, body] : [body];
}

/** The innermost element a selector names that still holds nearly all the prose any of them holds. */
function* marked(survey: Survey, selector: string, share: number): Generator<unknown, Element | undefined> {
  const found: Element[] = [];
  let most = 0;
  for (const element of survey.weighed) {
    yield;
    if (element === survey.body || !matches(element, selector) || survey.isOut(element)) continue;
    found.push(element);
    most = Math.max(most, survey.prose(element));
  }
  if (most < survey.prose(survey.body) * share) return undefined;
  return last(
    survey,
    found.filter((element) => survey.prose(element) >= most * 0.9),
  );
}

/** The last of these elements in the document's order. */
function last(survey: Survey, elements: readonly Element[]): Element | undefined {
  let found: Element | undefined;
  for (const element of elements) {
    const later = found ? survey.first(element) - survey.first(found) : 1;
    // Of two elements that begin with the same passage, the inner one is the later.
    if (later > 0 || (later === 0 && contains(found!, element))) found = element;
  }
  return found;
}

/** The innermost element with all the paragraphs that the page's own description (JSON-LD) quotes as the article's. */
function* described({ passages }: Survey): Generator<unknown, Element | undefined> {
  for (const script of queryDocument(document, "script[type$=ld\\+json]")) {
    yield true;
    const body = articleBodyOf(textContentOf(script) ?? "");
    if (!body) continue;
    let at: Element | null = null;
    let quoted = 0;
    for (const { text, element } of passages) {
      yield;
      if (!body.includes(spaced(text.slice(0, QUOTED)))) continue;
      quoted++;
      at ??= element;
      while (at && !contains(at, element)) at = parentOf(at);
    }
    // One paragraph is a summary, not the article.
    if (at && quoted > 1) return at;
  }
  return undefined;
}

/** The beginning of the first "articleBody" in JSON, without parsing the rest, which may be megabytes. */
function articleBodyOf(json: string): string {
  const [, start] = splitAt(json, '"articleBody"');
  const [gap, value] = splitAt(start.slice(0, MAX_DESCRIBED), '"');
  if (gap.trim() !== ":") return "";
  let end = value.indexOf('"');
  while (end >= 0 && isEscaped(value, end)) end = value.indexOf('"', end + 1);
  if (end < 0) {
    // What is cut off may end within an escape such as \u00e1.
    end = value.indexOf("\\", value.length - 6);
    if (isEscaped(value, end)) end--;
  }
  return spaced(textOf(`"${value.slice(0, end)}"`));
}

function splitAt(text: string, separator: string): [before: string, after: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** True where an odd number of backslashes stands before the character. */
function isEscaped(text: string, index: number): boolean {
  let at = index;
  while (text[at - 1] === "\\") at--;
  return (index - at) % 2 === 1;
}

function textOf(json: string): string {
  try {
    return JSON.parse(json);
  } catch {
    return "";
  }
}

const spaced = (text: string): string => text.replace(/\s+/g, " ");

/** Goes down from `start` as long as one child has nearly all the prose; lists of teasers do not count as prose. */
function* dense(survey: Survey, start: Element = survey.body): Generator<unknown, Element> {
  for (let at = start; ; ) {
    let sum = 0;
    let best: Element | undefined;
    for (let child = firstElementOf(at); child; child = nextElementOf(child)) {
      yield;
      if (survey.isLinks(child)) continue;
      sum += survey.prose(child);
      if (survey.prose(child) > (best ? survey.prose(best) : 0)) best = child;
    }
    if (!best || ONE_PARAGRAPH.test(tagOf(best)) || survey.prose(best) < sum * 0.8) return at;
    // What lies bare in `at` itself is text of the article too.
    if (survey.prose(best) < survey.prose(at) * 0.5) return at;
    at = best;
  }
}

/** The lead before the body: near it, alone, and long enough to be one. */
function* leadOf(survey: Survey, body: Element): Generator<unknown, Element | undefined> {
  const leads: Element[] = [];
  for (const element of survey.weighed) {
    yield;
    if (
      survey.chars(element) >= 40 &&
      matches(element, survey.rules.names.lead) &&
      !survey.isOut(element) &&
      !contains(element, body) &&
      !contains(body, element) &&
      survey.first(element) < survey.first(body)
    )
      leads.push(element);
  }
  let near: Element | null = body;
  for (let steps = 0; steps < 4 && near && near !== survey.body; steps++) {
    near = parentOf(near);
    const holder: Element | null = near;
    const found = holder && leads.filter((lead) => lead !== holder && contains(holder, lead));
    if (found?.length) return last(survey, found);
  }
  return undefined;
}
