/** The arguments of `attach`: each mistake gets an error that names it. */
import { isSelector } from "./api/check.js";
import { ThemelightError } from "./api/errors.js";
import type { AttachOptions, AttachTarget } from "./api/options.js";
import type { PageTagger } from "./api/tagger.js";
import { bare, isElement } from "./dom/native.js";
import { nameOf } from "./engine/error.js";

/** @throws ThemelightError `page/failed` in Node, in a worker or on a server. */
export function checkDocument(): void {
  if (globalThis.document) return;
  throw new ThemelightError(
    "page/failed",
    "attach() found no document: it marks a page, so call it in a browser's window, not in Node, " +
      "in a worker or while a server renders. tagger.tag() works everywhere.",
  );
}

/** @throws ThemelightError `input/type` for anything but a tagger. */
export function checkTagger(tagger: PageTagger): void {
  if (isThenable(tagger)) wrong("a promise as its tagger. Await it: attach(await load())");
  if (Array.isArray(tagger?.themes) && typeof tagger.tag === "function") return;
  wrong(`${nameOf(tagger)} as its tagger. Pass what load() resolves with: attach(await load())`);
}

/**
 * Returns the options; what is given as the article alone becomes their `root`.
 *
 * @throws ThemelightError `input/type` for anything but elements, a selector or options.
 */
export function optionsOf(target: AttachTarget): AttachOptions {
  if (isElement(target)) return { root: [target] };
  if (typeof target === "string") {
    if (isSelector(target)) return { root: target };
    wrong(`"${target}", which is not a CSS selector`);
  }
  if (target === null) {
    wrong(
      "null as the article. If it comes from querySelector, no element matches yet: call attach() " +
        'when the article is in the document, or pass the selector: attach(tagger, ".article")',
    );
  }
  if (typeof target !== "object") wrong(`${nameOf(target)} as the article or options`);
  if (isThenable(target)) wrong("a promise as the article or options. Await it first");
  if (Symbol.iterator in target) {
    const elements = [...target];
    if (elements.length && elements.every(isElement)) return { root: elements };
    wrong(elements.length ? "a list of other things than elements" : "an empty list of elements");
  }
  const options: AttachOptions = bare(target);
  return isElement(options.root) ? bare({ ...options, root: [options.root] }) : options;
}

const isThenable = (value: unknown): boolean =>
  typeof (value as PromiseLike<unknown> | null)?.then === "function";

function wrong(found: string): never {
  throw new ThemelightError("input/type", `attach() was given ${found}.`);
}
