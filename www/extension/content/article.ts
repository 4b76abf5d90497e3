/** How many paragraphs an article of the page would have: in all of it, or where the reader points. */
import { findArticle } from "../../src/finder/index.js";

export function paragraphsIn(element: Element): number {
  const finding = findArticle(document, { root: [element], headings: false, minLength: 40 });
  let step = finding.next();
  while (!step.done) step = finding.next();
  return step.value.passages.length;
}
