/** Finds the article's paragraphs and has them tagged: in slices, those in view first, nothing asked twice. */
import type { Tagging } from "../engine/index.js";
import { type Article, type FinderOptions, findArticle, findWithin, type Passage } from "../finder/index.js";
import { boxOf, byBlock, firstWhere } from "./order.js";
import { breathe, drawn, inSlices, pause } from "./slices.js";
import type { PageTagger } from "./tagger.js";
import { outermost } from "./watch.js";

/** Paragraphs given to the tagger in one call. */
const BATCH = 32;

/** Paragraphs tagged between two drawings, some batches: the browser must style each anew. */
const FRAME = 4 * BATCH;

/** What the reader tells whoever draws. */
export interface ReaderEvents {
  /** The paragraphs are known, not yet tagged; false = do not tag them. */
  found(): boolean;
  /** `inView`: some of them may be in view, or near it. */
  tagged(passages: readonly Passage[], inView: boolean): void;
  /** All of the first `count` in view have their tags. If it gives a promise, the others wait for it. */
  inView(count: number): Promise<void> | false;
  finished(): void;
  failed(cause: unknown): void;
}

export class Reader {
  article: Article = { roots: [], passages: [], hidden: [] };
  /** Resolves when everything in view is tagged. */
  ready: Promise<void> = Promise.resolve();
  /** Resolves when the whole page is. */
  done: Promise<void> = Promise.resolve();
  busy = false;
  readonly #tagger: PageTagger;
  readonly #options: FinderOptions;
  readonly #events: ReaderEvents;
  readonly #life: AbortSignal;
  #work = new AbortController();
  #inView = () => {};
  /** Elements that changed since they were read. */
  readonly #parts = new Set<Element>();
  /** Tags by text: a paragraph that comes back, or moves, is not asked again. */
  readonly #known = new Map<string, Tagging>();

  constructor(tagger: PageTagger, options: FinderOptions, events: ReaderEvents, life: AbortSignal) {
    this.#tagger = tagger;
    this.#options = options;
    this.#events = events;
    this.#life = life;
    life.addEventListener("abort", () => this.#work.abort());
  }

  /** Reads the whole page; whatever was being read is left. */
  update(): void {
    this.#parts.clear();
    this.#start((signal) => this.#readAll(signal));
  }

  /** Reads these elements again, after what is being read now. */
  readAgain(elements: Iterable<Element>): void {
    for (const element of elements) this.#parts.add(element);
    if (!this.busy) this.#start();
  }

  #start(first?: (signal: AbortSignal) => Promise<void>): void {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    this.busy = true;
    this.ready = new Promise((resolve) => {
      this.#inView = resolve;
    });
    this.done = this.#run(signal, first)
      .catch((cause: unknown) => {
        // Whoever waits for a reading that was replaced waits for the one that replaced it.
        if (signal.aborted) return this.#life.aborted ? undefined : this.done;
        this.busy = false;
        this.#events.failed(cause);
      })
      .finally(this.#inView);
  }

  async #run(signal: AbortSignal, first?: (signal: AbortSignal) => Promise<void>): Promise<void> {
    await pause(signal);
    await first?.(signal);
    while (this.#parts.size) {
      const parts = outermost(this.#parts);
      this.#parts.clear();
      await this.#readParts(parts, signal);
    }
    this.busy = false;
    this.#events.finished();
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    const found = await inSlices(findArticle(document, this.#options), signal);
    const passages = await inSlices(this.#reuse(this.article.passages, found.passages), signal);
    await this.#take({ ...found, passages }, passages, signal);
  }

  /** Reads only these elements again; the rest of the article stands. */
  async #readParts(elements: Iterable<Element>, signal: AbortSignal): Promise<void> {
    const { roots } = this.article;
    let passages = this.article.passages.filter(({ connected }) => connected);
    const fresh: Passage[] = [];
    for (const element of elements) {
      if (!element.isConnected) continue;
      const old = passages.filter((passage) => element.contains(passage.element));
      const again = await inSlices(findWithin(element, roots, this.#options), signal);
      const found = await inSlices(this.#reuse(old, again), signal);
      passages = passages.filter((passage) => !old.includes(passage));
      passages.splice(placeOf(element, passages), 0, ...found);
      fresh.push(...found);
    }
    await this.#take({ ...this.article, passages }, fresh, signal);
  }

  async #take(article: Article, fresh: readonly Passage[], signal: AbortSignal): Promise<void> {
    this.article = article;
    await pause(signal);
    // Before anything is written: else the browser would style and lay out the page for it once more.
    const order = viewFirst(fresh);
    const wanted = this.#events.found();
    await pause(signal);
    if (wanted) await this.#tag(order, signal);
    await pause(signal);
  }

  async #tag({ order, visible }: ViewFirst, signal: AbortSignal): Promise<void> {
    for (let at = 0; at < order.length; at += BATCH) {
      await breathe(signal);
      const batch = order.slice(at, at + BATCH);
      const unknown = batch.filter(({ tagging }) => !tagging);
      const taggings = unknown.length ? await this.#tagger.tag(unknown.map(({ text }) => text)) : [];
      signal.throwIfAborted();
      for (const [i, passage] of unknown.entries()) {
        passage.tagging = taggings[i]!;
        this.#known.set(passage.text, taggings[i]!);
      }
      this.#events.tagged(batch, at < visible * 3);
      if (at < visible && at + BATCH >= visible) {
        this.#inView();
        await this.#events.inView(visible);
      }
      if ((at + BATCH) % FRAME === 0) await drawn(signal);
    }
  }

  /** Keeps the objects of paragraphs that did not change: who holds one, holds the paragraph. */
  *#reuse(old: readonly Passage[], fresh: readonly Passage[]): Generator<void, Passage[]> {
    const blocks = byBlock(old);
    const kept: Passage[] = [];
    for (const passage of fresh) {
      const same = blocks.get(passage.element)?.find((one) => one.same(passage)) ?? passage;
      same.tagging ??= this.#known.get(same.text);
      kept.push(same);
      yield;
    }
    return kept;
  }
}

/** Where in the document's order an element's paragraphs belong. */
function placeOf(element: Element, passages: readonly Passage[]): number {
  return firstWhere(
    passages,
    (passage) => (element.compareDocumentPosition(passage.element) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
}

interface ViewFirst {
  readonly order: readonly Passage[];
  /** How many of them are in view. */
  readonly visible: number;
}

/** Paragraphs in the order to tag them: from the first in view to the end, then what the reader scrolled past. */
function viewFirst(passages: readonly Passage[]): ViewFirst {
  const first = firstWhere(passages, (passage) => boxOf(passage).bottom > 0);
  const after = firstWhere(passages, (passage) => boxOf(passage).top >= innerHeight);
  return {
    order: [...passages.slice(first), ...passages.slice(0, first)],
    visible: Math.max(1, after - first),
  };
}
