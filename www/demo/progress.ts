import type { Texts } from "./texts.js";

/** The files that marks need and their bytes, from the site's first page; set by the build. */
declare const FILES: Readonly<Record<"vi" | "en", Readonly<Record<string, number>>>>;

/** Milliseconds of loading without a message: fast connections show none. */
const PATIENCE = 400;

/**
 * Shows on a slow connection how much of the embed has arrived, until the article is marked or the
 * embed has failed.
 */
export function showProgress(lang: "vi" | "en", text: Texts): void {
  const line = document.querySelector<HTMLElement>("#loading")!;
  const missing = new Map(
    Object.entries(FILES[lang]).map(([path, size]) => [new URL(path, document.baseURI).href, size]),
  );
  const all = sum(missing);
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", text.loading);
  bar.value = 0;
  const arrivals = new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      // A failed request is an entry too.
      if (entry.decodedBodySize && !(entry.responseStatus >= 400)) missing.delete(entry.name);
    }
    bar.value = 1 - sum(missing) / all;
  });
  arrivals.observe({ type: "resource", buffered: true });
  const timer = setTimeout(() => line.replaceChildren(text.loading, bar), PATIENCE);
  const end = () => {
    clearTimeout(timer);
    arrivals.disconnect();
    line.replaceChildren();
  };
  for (const type of ["themelight:tagged", "themelight:error"])
    document.addEventListener(type, end, { once: true });
}

const sum = (sizes: ReadonlyMap<string, number>): number =>
  [...sizes.values()].reduce((a, b) => a + b, 0);
