/** Finds the article's paragraphs and has them tagged: in slices, those in view first, nothing asked twice. */
import type { Tagging } from "../engine/index.js";
import { type Article, type FinderOptions, findArticle, findWithin, type Passage } from "../finder/index.js";
import { boxOf, firstWhere } from "./order.js";
import { drawn, inSlices, pause, Slice } from "./slices.js";
import type { PageTagger } from "./tagger.js";

/** Paragraphs given to the tagger in one call. */
const BATCH = 32;

/** Paragraphs tagged between two drawings: the browser must style each anew. */
const FRAME = 256;

/** What the reader tells whoever draws. */
export interface ReaderEvents {
  /** The paragraphs are known, not yet tagged; false = do not tag them. */
  found(): boolean;
  tagged(passages: readonly Passage[]): void;
  /** All of the first `count` in view have their tags. */
  inView(count: number): void;
}

export class Reader {
  article: Article = { roots: [], passages: [], hidden: [] };
  readonly #tagger: PageTagger;
  readonly #options: FinderOptions;
  readonly #events: ReaderEvents;
  /** Tags by text: a paragraph that comes back, or moves, is not asked again. */
  readonly #known = new Map<string, Tagging>();

  constructor(tagger: PageTagger, options: FinderOptions, events: ReaderEvents) {
    this.#tagger = tagger;
    this.#options = options;
    this.#events = events;
  }

  /** Reads the whole page. */
  async read(signal: AbortSignal): Promise<void> {
    const found = await inSlices(findArticle(document, this.#options), signal);
    const passages = await inSlices(reuse(this.article.passages, found.passages), signal);
    await this.#take({ ...found, passages }, passages, signal);
  }

  /** Reads only these elements again; the rest of the article stands. */
  async readAgain(elements: ReadonlySet<Element>, signal: AbortSignal): Promise<void> {
    const { roots } = this.article;
    let passages = this.article.passages.filter(({ connected }) => connected);
    const fresh: Passage[] = [];
    for (const element of elements) {
      if (!element.isConnected) continue;
      const old = passages.filter((passage) => element.contains(passage.element));
      const again = await inSlices(findWithin(element, roots, this.#options), signal);
      const found = await inSlices(reuse(old, again), signal);
      passages = passages.filter((passage) => !element.contains(passage.element));
      passages.splice(placeOf(element, passages), 0, ...found);
      fresh.push(...found);
    }
    await this.#take({ ...this.article, passages }, fresh, signal);
  }

  async #take(article: Article, fresh: readonly Passage[], signal: AbortSignal): Promise<void> {
    this.article = article;
    for (const passage of fresh) passage.tagging ??= this.#known.get(passage.text);
    await pause(signal);
    const wanted = this.#events.found();
    await pause(signal);
    if (wanted) await this.#tag(fresh, signal);
  }

  async #tag(passages: readonly Passage[], signal: AbortSignal): Promise<void> {
    const { order, visible } = viewFirst(passages);
    const slice = new Slice();
    let written = 0;
    for (let at = 0; at < order.length; at += BATCH) {
      const batch = order.slice(at, at + BATCH);
      const unknown = batch.filter(({ tagging }) => !tagging);
      const taggings = unknown.length ? await this.#tagger.tag(unknown.map(({ text }) => text)) : [];
      signal.throwIfAborted();
      for (const [i, passage] of unknown.entries()) {
        passage.tagging = taggings[i]!;
        this.#known.set(passage.text, taggings[i]!);
      }
      this.#events.tagged(batch);
      if (at < visible && at + BATCH >= visible) this.#events.inView(visible);
      written += batch.length;
      if (written >= FRAME) {
        written = 0;
        await drawn(signal);
      } else if (slice.due()) await slice.pause(signal);
    }
  }
}

/** Keeps the objects of paragraphs that did not change: who holds one, holds the paragraph. */
function* reuse(old: readonly Passage[], fresh: readonly Passage[]): Generator<void, Passage[]> {
  if (!old.length) return [...fresh];
  const known = new Map<Element, Passage[]>();
  for (const passage of old) known.set(passage.element, [...(known.get(passage.element) ?? []), passage]);
  const kept: Passage[] = [];
  for (const passage of fresh) {
    kept.push(known.get(passage.element)?.find((one) => one.same(passage)) ?? passage);
    yield;
  }
  return kept;
}

/** Where in the document's order an element's paragraphs belong. */
function placeOf(element: Element, passages: readonly Passage[]): number {
  return firstWhere(passages, (passage) =>
    Boolean(element.compareDocumentPosition(passage.element) & Node.DOCUMENT_POSITION_FOLLOWING),
  );
}

/** Paragraphs in the order to tag them: from the first in view to the end, then what the reader scrolled past. */
function viewFirst(passages: readonly Passage[]): { order: readonly Passage[]; visible: number } {
  const first = firstWhere(passages, (passage) => boxOf(passage).bottom > 0);
  const after = firstWhere(passages, (passage) => boxOf(passage).top >= innerHeight);
  return {
    order: [...passages.slice(first), ...passages.slice(0, first)],
    visible: Math.max(1, after - first),
  };
}
