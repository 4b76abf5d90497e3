import type { Evidence, Tagging, Theme } from "../engine/index.js";

type Awaitable<T> = T | PromiseLike<T>;

/**
 * What the highlighter asks of a tagger. The engine's own tagger answers at once; one in a worker or in an extension's
 * background answers with promises. Both fit.
 */
export interface PageTagger {
  readonly themes: readonly Theme[];
  tag(texts: readonly string[]): Awaitable<readonly Tagging[]>;
  explain(text: string): Awaitable<readonly Evidence[]>;
}
