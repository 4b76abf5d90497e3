/** Where on a page the article's text is: what the site says, what its markup says, where the prose is dense. */

import { isElement, tagOf } from "./dom.js";
import type { Survey } from "./survey.js";

/** Less prose than this is a notice or a teaser, not an article. */
const LEAST_PROSE = 180;
/** Elements that are one paragraph, never the container of an article. */
const ONE_PARAGRAPH = /^(P|LI|BLOCKQUOTE|PRE|H[1-6]|DD|DT)$/;

/** The elements the site itself names, or undefined where it names none. Inner ones of nested roots are dropped. */
export function namedRoots(document: Document, root: string | undefined): Element[] | undefined {
  const named = [...document.querySelectorAll(root ?? "[data-themelight-root]")];
  if (!named.length && root === undefined) return undefined;
  return named.filter((element) => !named.some((other) => other !== element && other.contains(element)));
}

/** The article's containers in document order: the lead, where it stands apart, and the body. None on other pages. */
export function* articleRoots(survey: Survey): Generator<unknown, Element[]> {
  if (survey.prose(survey.body) < LEAST_PROSE) return [];
  yield true;
  let body = marked(survey, survey.rules.names.body, 0.4);
  yield;
  body ??= described(survey);
  if (!body) {
    const start = marked(survey, "article,main,[role=main]", 0.55);
    yield;
    body = dense(survey, start);
    yield;
  }
  const lead = leadOf(survey, body);
  return lead ? [lead, body] : [body];
}

/** The innermost element a selector names that still holds nearly all the prose any of them holds. */
function marked(survey: Survey, selector: string, share: number): Element | undefined {
  const found = [...survey.body.querySelectorAll(selector)].filter((element) => !survey.isOut(element));
  const most = Math.max(0, ...found.map((element) => survey.prose(element)));
  if (most < survey.prose(survey.body) * share) return undefined;
  return found.findLast((element) => survey.prose(element) >= most * 0.9);
}

/** The innermost element with all the paragraphs that the page's own description (JSON-LD) quotes as the article's. */
function described({ passages }: Survey): Element | undefined {
  for (const { textContent } of document.querySelectorAll("script[type$=ld\\+json]")) {
    const quoted = /"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(textContent ?? "")?.[1];
    const body = quoted && spaced(textOf(quoted));
    const [first, ...others] = body ? passages.filter(({ text }) => body.includes(spaced(text))) : [];
    let at = first?.element;
    while (at && others.some(({ element }) => !at!.contains(element))) at = at.parentElement!;
    // One paragraph is a summary, not the article.
    if (others.length) return at;
  }
  return undefined;
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
function dense(survey: Survey, start: Element = survey.body): Element {
  for (let at = start; ; ) {
    let sum = 0;
    let best: Element | undefined;
    for (const child of at.children) {
      if (!isElement(child) || survey.isLinks(child)) continue;
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
function leadOf(survey: Survey, body: Element): Element | undefined {
  let near: Element | null = body;
  for (
    let steps = 0;
    steps < 4 && near?.parentElement && near.parentElement !== survey.body.parentElement;
    steps++
  ) {
    near = near.parentElement;
    const leads = [...near.querySelectorAll(survey.rules.names.lead)].filter(
      (lead) =>
        !body.contains(lead) &&
        !lead.contains(body) &&
        !survey.isOut(lead) &&
        lead.compareDocumentPosition(body) & Node.DOCUMENT_POSITION_FOLLOWING &&
        (lead.textContent ?? "").trim().length >= 40,
    );
    if (leads.length) return leads.at(-1);
  }
  return undefined;
}
