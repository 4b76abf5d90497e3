/**
 * Explains what the finder took and left, and why. A module of its own: a bundle that only finds
 * articles leaves it out.
 */
import type { Explanation } from "../api/explanation.js";
import { parentOf } from "../dom/element.js";
import { type FinderOptions, findArticle } from "./index.js";
import { sumOf } from "./survey.js";

/** UTF-16 code units of a passage in an explanation. */
const SHOWN = 80;

/** Explains every decision about the page, in slices. */
export function* explainArticle(
  document: Document,
  options: FinderOptions,
): Generator<unknown, Explanation[]> {
  const list: Explanation[] = [];
  yield* findArticle(document, options, {
    decided({ taken, ...rest }) {
      list.push({ ...rest, verdict: taken ? "taken" : "left", score: sumOf(rest.parts) });
    },
    judged({ element, text }, why) {
      if (why === "not in a container") return;
      const verdict = why ? "left" : "taken";
      list.push({
        element,
        as: "paragraph",
        verdict,
        text: text.slice(0, SHOWN),
        ...(why && { why }),
      });
    },
    surveyed(survey) {
      const seen = new Set<Element>();
      for (const { element } of survey.passages) {
        for (
          let up: Element | null = element;
          up && up !== survey.body && !seen.has(up);
          up = parentOf(up)
        ) {
          seen.add(up);
          const parts = survey.outsideParts(up);
          if (!parts) continue;
          const score = sumOf(parts);
          list.push({
            element: up,
            as: "outside",
            verdict: score < 0 ? "left" : "taken",
            score,
            parts,
          });
        }
      }
    },
  });
  return list;
}
