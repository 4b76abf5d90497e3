import type { Evidence, Tagging, Theme } from "../engine/types.js";

type Awaitable<T> = T | PromiseLike<T>;

/**
 * What `attach` needs of a tagger. A `Tagger` returns results, a `WorkerTagger` or the extension's
 * tagger returns promises; both fit.
 */
export interface PageTagger {
  readonly themes: readonly Theme[];
  /** The language that the model reads; without it, pages in other languages are not recognised. */
  readonly info?: { readonly language: string };
  /** Returns one result for each text, in order. */
  tag(texts: readonly string[]): Awaitable<readonly Tagging[]>;
  explain(text: string): Awaitable<readonly Evidence[]>;
}
