/** Finds the article's paragraphs and has them tagged: in slices, those in view first, nothing asked twice. */
import { isConnected, nearestIn } from "../dom/element.js";
import {
  type Article,
  type FinderOptions,
  findArticle,
  findWithin,
  MOST_HIDDEN,
  type Passage,
} from "../finder/index.js";
import { Known } from "./known.js";
import { merge } from "./merge.js";
import { boxOf, firstWhere } from "./order.js";
import { breathe, drawn, inSlices, pause, time } from "./slices.js";
import type { PageTagger } from "./tagger.js";
import { ENOUGH, type Parts, partsOf } from "./watch.js";

/** Paragraphs given to the tagger in one call. */
const BATCH = 32;
/** UTF-16 code units given to it in one call, unless one paragraph is longer. */
const BATCH_UNITS = 20_000;

/** Paragraphs tagged between two drawings, some batches: the browser must style each anew. */
const FRAME = 4 * BATCH;

/** More changes than this are not sorted out one by one: the whole page is read again. */
const MOST_RECORDS = 50_000;

/** Readings in a row, each soon after the last, before the next one has to wait. */
const PATIENCE = 3;
/** Frames that a reading waits at most on a page that changes all the time. */
const MOST_FRAMES = 32;
/** Milliseconds without a change after which a page counts as quiet. */
const QUIET = 1500;

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
  #running = false;
  /** What changed since it was read. */
  #records: (readonly MutationRecord[])[] = [];
  #recorded = 0;
  /** UTF-16 code units of text that came outside the article. */
  #grown = 0;
  /** Readings since the page was quiet, and when the last of them ended. */
  #readings = 0;
  #endedAt = 0;
  readonly #known = new Known();

  constructor(tagger: PageTagger, options: FinderOptions, events: ReaderEvents, life: AbortSignal) {
    this.#tagger = tagger;
    this.#options = options;
    this.#events = events;
    this.#life = life;
    life.addEventListener("abort", () => this.#work.abort());
  }

  /** Reads the whole page; whatever was being read is left. */
  update(): void {
    this.#forgetRecords();
    this.busy = true;
    this.#start((signal) => this.#readAll(signal));
  }

  /** Reads again what these records say has changed, after what is being read now. */
  readAgain(records: readonly MutationRecord[]): void {
    this.#recorded += records.length;
    // Too many are only counted: they would keep removed nodes in memory.
    if (this.#recorded > MOST_RECORDS) this.#records = [];
    else this.#records.push(records);
    if (!this.#running) this.#start();
  }

  #start(first?: (signal: AbortSignal) => Promise<void>): void {
    this.#work.abort();
    this.#work = new AbortController();
    const { signal } = this.#work;
    this.#running = true;
    this.ready = new Promise((resolve) => {
      this.#inView = resolve;
    });
    this.done = this.#run(signal, first)
      .catch((cause: unknown) => {
        // Whoever waits for a reading that was replaced waits for the one that replaced it.
        if (signal.aborted) return this.#life.aborted ? undefined : this.done;
        this.#running = false;
        this.busy = false;
        this.#forgetRecords();
        this.#events.failed(cause);
      })
      .finally(this.#inView);
  }

  async #run(signal: AbortSignal, first?: (signal: AbortSignal) => Promise<void>): Promise<void> {
    await pause(signal);
    await first?.(signal);
    while (this.#recorded) {
      await this.#backOff(signal);
      await this.#readChanges(signal);
      this.#endedAt = time();
    }
    this.#running = false;
    if (!this.busy) return;
    this.busy = false;
    this.#events.finished();
  }

  /** Waits for some frames where the page changes all the time, more with every reading. */
  async #backOff(signal: AbortSignal): Promise<void> {
    if (time() - this.#endedAt > QUIET) this.#readings = 0;
    const doublings = this.#readings++ - PATIENCE;
    const frames = doublings < 0 ? 0 : Math.min(2 ** doublings, MOST_FRAMES);
    for (let i = 0; i < frames; i++) await drawn(signal);
  }

  async #readChanges(signal: AbortSignal): Promise<void> {
    const { roots } = this.article;
    const tooMany = this.#recorded > MOST_RECORDS;
    const records = this.#records;
    this.#forgetRecords();
    const changes = await inSlices(partsOf(records, new Set(roots), this.#options.rules), signal);
    this.#grown += changes.grown;
    const whole = tooMany || this.#grown >= ENOUGH || roots.some((root) => !isConnected(root));
    if (!whole && !changes.parts.size && !changes.gone) return;
    this.busy = true;
    await (whole ? this.#readAll(signal) : this.#readParts(changes, signal));
  }

  #forgetRecords(): void {
    this.#records = [];
    this.#recorded = 0;
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    this.#grown = 0;
    const found = await inSlices(findArticle(document, this.#options), signal);
    const reuse = this.#reuseFrom(this.article.passages);
    const passages = await inSlices(mapped(found.passages, reuse), signal);
    await this.#take({ ...found, passages }, passages, signal);
  }

  /** Reads only these elements again; the rest of the article stands. */
  async #readParts({ parts }: Parts, signal: AbortSignal): Promise<void> {
    const { article, fresh } = await inSlices(this.#findParts(parts), signal);
    await this.#take(article, fresh, signal);
  }

  *#findParts(parts: ReadonlySet<Element>): Generator<unknown, { article: Article; fresh: Passage[] }> {
    const roots = new Set(this.article.roots);
    const kept: Passage[] = [];
    const old: Passage[] = [];
    for (const passage of this.article.passages) {
      yield;
      if (nearestIn(parts, passage.element)) old.push(passage);
      else if (passage.connected) kept.push(passage);
    }
    const hidden: Element[] = [];
    for (const element of this.article.hidden) {
      yield;
      if (isConnected(element) && !nearestIn(parts, element)) hidden.push(element);
    }
    const reuse = this.#reuseFrom(old);
    const found = new Map<Element, readonly Passage[]>();
    for (const element of parts) {
      const part = yield* findWithin(element, roots, this.#options);
      found.set(element, yield* mapped(part.passages, reuse));
      for (const one of part.hidden) if (hidden.length < MOST_HIDDEN) hidden.push(one);
    }
    const passages = yield* merge(kept, found, roots);
    const stayed = new Set(kept);
    const fresh = passages.filter((passage) => !stayed.has(passage));
    return { article: { roots: this.article.roots, passages, hidden }, fresh };
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
    let undrawn = 0;
    for (let at = 0; at < order.length; ) {
      await breathe(signal);
      const batch = batchOf(order, at);
      const unknown = batch.filter(({ tagging }) => !tagging);
      const taggings = unknown.length ? await this.#tagger.tag(unknown.map(({ text }) => text)) : [];
      signal.throwIfAborted();
      // No `entries()`: some old libraries replace it.
      unknown.forEach((passage, i) => {
        passage.tagging = taggings[i]!;
        this.#known.set(passage.text, taggings[i]!);
      });
      this.#events.tagged(batch, at < visible * 3);
      const before = at;
      at += batch.length;
      if (before < visible && at >= visible) {
        this.#inView();
        await this.#events.inView(visible);
      }
      undrawn += batch.length;
      if (undrawn >= FRAME) {
        undrawn = 0;
        await drawn(signal);
      }
    }
  }

  /** Keeps the objects of paragraphs that did not change: a user who holds one holds the paragraph. */
  #reuseFrom(old: readonly Passage[]): (fresh: Passage) => Passage {
    const byNode = new Map<Text, Passage>();
    for (const passage of old) byNode.set(passage.firstNode, passage);
    return (fresh) => {
      const before = byNode.get(fresh.firstNode);
      const passage = before?.same(fresh) ? before : fresh;
      passage.tagging ??= this.#known.get(passage.text);
      return passage;
    };
  }
}

function* mapped<T, R>(values: readonly T[], map: (value: T) => R): Generator<void, R[]> {
  const results: R[] = [];
  for (const value of values) {
    results.push(map(value));
    yield;
  }
  return results;
}

/** The next paragraphs to tag in one call. */
function batchOf(order: readonly Passage[], from: number): readonly Passage[] {
  let to = from;
  let units = 0;
  do units += order[to++]!.text.length;
  while (to < order.length && to < from + BATCH && units + order[to]!.text.length <= BATCH_UNITS);
  return order.slice(from, to);
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
