import type { ThemelightEvents } from "../src/api/events.js";
import type { Texts } from "./texts.js";

export const figures = document.querySelector<HTMLElement>("#figures")!;

/** Shows in the footer what the embed downloaded and how long the reader waited for the marks. */
export function showFigures(
  text: Texts,
  { paragraphs }: ThemelightEvents["themelight:tagged"],
): void {
  const entries = performance
    .getEntriesByType("resource")
    .filter(({ name }) => /\/(embed|models)\/[^/]+$/.test(new URL(name).pathname));
  const bytes = (entries as PerformanceResourceTiming[]).reduce(
    (sum, { encodedBodySize }) => sum + encodedBodySize,
    0,
  );
  const start = Math.min(...entries.map(({ startTime }) => startTime));
  figures.textContent = text.figures({
    kilobytes: Math.round(bytes / 1024),
    milliseconds: Math.round(performance.now() - start),
    paragraphs,
  });
}
