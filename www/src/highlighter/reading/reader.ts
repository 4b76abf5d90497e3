import { ThemelightError } from "../../api/errors.js";
import type { PageTagger } from "../../api/tagger.js";
import { isConnected, nearestIn } from "../../dom/element.js";
import { doc } from "../../dom/native.js";
import { BackOff, breathe, inSlices, pause } from "../../dom/scheduling.js";
import type { Tagging } from "../../engine/types.js";
import {
  type Article,
  type FinderOptions,
  findArticle,
  findWithin,
  MOST_HIDDEN,
  MUCH_TEXT,
  type Passage,
} from "../../finder/index.js";
import { Known } from "./known.js";
import { merge } from "./merge.js";
import { boxOf, firstWhere, isSame } from "./order.js";
import { PassageIndex } from "./passage-index.js";
import { Pending } from "./pending.js";
import { type Parts, partsOf } from "./watch.js";

/** Paragraphs that are looked at between two pauses. */
const CHUNK = 500;
/** Paragraphs in one call of the tagger. */
const BATCH = 16;
/** UTF-16 code units in one call, unless one paragraph is longer. */
const BATCH_UNITS = 20_000;

/** The results of a reader, in the order in which they come. */
export interface ReaderEvents {
  /**
   * `fresh` replaces `old` in the article; not yet tagged. The two may have paragraphs in common.
   */
  found(old: readonly Passage[], fresh: readonly Passage[]): void;
  /** They will be tagged. Returns false if they must not. */
  begin(): boolean;
  /**
   * Paragraphs are tagged; the next wait for the returned promise. `nearView`: some may be in or near
   * the view.
   */
  tagged(passages: readonly Passage[], nearView: boolean): Promise<void>;
  /** Resolves when all tagged paragraphs are marked. */
  written(): Promise<void>;
  /** All paragraphs in view are tagged. The others wait for the returned promise. */
  inView(count: number): Promise<void> | undefined;
  /** The whole page is tagged. */
  finished(): void;
  /** The page changed and was read again. Hidden text may have become visible. */
  checked(): void;
  failed(cause: unknown): void;
}

/** Finds the paragraphs of the article and has them tagged: in slices, those in view first. */
export class Reader {
  article: Article = { roots: [], passages: [], hidden: [] };
  /** Resolves when everything in view is tagged. */
  ready: Promise<void> = Promise.resolve();
  /** Resolves when the whole page is tagged. */
  done: Promise<void> = Promise.resolve();
  busy = false;
  readonly #tagger: PageTagger;
  readonly #options: FinderOptions;
  readonly #events: ReaderEvents;
  readonly #life: AbortSignal;
  #work = new AbortController();
  #inView = () => {};
  #running = false;
  /** Calls of `update`, and ends of the document: what `done` waits for. */
  #updates = 0;
  /** Changes since the last reading. */
  #pending = new Pending();
  #index = new PassageIndex();
  /** Nodes that were added outside the article, with the UTF-16 code units of their text. */
  readonly #counted = new Map<Node, number>();
  /** UTF-16 code units of such text that is not kept. */
  #grown = 0;
  /** After so many of them the whole page is read again; more where that finds nothing new. */
  #enough = MUCH_TEXT;
  readonly #backOff = new BackOff();
  readonly #known = new Known();

  constructor(tagger: PageTagger, options: FinderOptions, events: ReaderEvents, life: AbortSignal) {
    this.#tagger = tagger;
    this.#options = options;
    this.#events = events;
    this.#life = life;
    life.addEventListener("abort", () => this.#work.abort());
  }

  /** Reads the whole page; ends a reading that is not finished. */
  update(): void {
    this.#updates++;
    this.busy = true;
    this.#start((signal) => this.#readAll(signal));
  }

  /** Reads what changed, after the present reading. */
  readAgain(records: readonly MutationRecord[]): void {
    this.#pending.add(records);
    if (!this.#running) this.#start();
  }

  #start(first?: (signal: AbortSignal) => Promise<void>): void {
    this.#work.abort();
    const work = new AbortController();
    this.#work = work;
    const { signal } = work;
    const updates = this.#updates;
    this.#running = true;
    this.ready = new Promise((resolve) => {
      this.#inView = resolve;
    });
    this.done = this.#run(signal, first)
      .catch((cause: unknown) => {
        if (signal.aborted) return;
        this.#running = false;
        this.busy = false;
        this.#pending = new Pending();
        this.#events.failed(cause);
      })
      .then(() => this.#parsed())
      // Superseded, also by a reading that began at the end of this one: resolve with the newest. The
      // changes of a page that changes all the time are no reason to wait.
      .then(() => (work !== this.#work && updates !== this.#updates ? this.done : undefined))
      .finally(this.#inView);
  }

  /** Resolves when the document has ended: the rest of it is read as a change of the page. */
  async #parsed(): Promise<void> {
    if (doc.readyState !== "loading" || this.#life.aborted) return;
    await new Promise((resolve) => {
      doc.addEventListener("DOMContentLoaded", resolve);
      this.#life.addEventListener("abort", resolve);
    });
    this.#updates++;
  }

  async #run(signal: AbortSignal, first?: (signal: AbortSignal) => Promise<void>): Promise<void> {
    await pause(signal, "idle");
    await first?.(signal);
    while (this.#pending.any) {
      const quiet = await this.#backOff.wait(signal);
      if (quiet) this.#enough = Math.max(MUCH_TEXT, this.#enough / 2);
      await this.#readChanges(signal);
      this.#events.checked();
      this.#backOff.ended();
      // A page that changes all the time is done, too.
      if (this.#backOff.restless) break;
    }
    signal.throwIfAborted();
    this.#running = false;
    if (this.busy) {
      this.busy = false;
      this.#events.finished();
    }
    if (this.#pending.any && !signal.aborted) this.#start();
  }

  async #readChanges(signal: AbortSignal): Promise<void> {
    const { roots } = this.article;
    const pending = this.#pending;
    pending.grown += this.#grown;
    this.#grown = pending.grown;
    this.#pending = new Pending(roots);
    const changes = await inSlices(
      partsOf(pending, new Set(roots), this.#options.rules, this.#counted, this.#enough),
      signal,
      "idle",
    );
    const whole = changes.grown >= this.#enough || roots.some((root) => !isConnected(root));
    if (!whole && !changes.parts.size && !changes.gone) return;
    await (whole ? this.#readAll(signal, true) : this.#readParts(changes, signal));
  }

  /** @param again after a change: done less often where it brings nothing new, and no event then */
  async #readAll(signal: AbortSignal, again = false): Promise<void> {
    this.#grown = 0;
    this.#counted.clear();
    // Earlier changes are read, too; any later record may be of the article that is found.
    this.#pending = new Pending();
    const { article } = this;
    const old = article.passages;
    const found = await inSlices(findArticle(document, this.#options), signal, "idle");
    const passages = await inSlices(mapped(found.passages, this.#reuseFrom(old)), signal, "idle");
    const fresh = { ...found, passages };
    this.#enough = again && isSame(passages, old) ? this.#enough * 2 : MUCH_TEXT;
    if (again && isSameArticle(fresh, article)) {
      this.article = fresh;
      return;
    }
    this.busy = true;
    const index = await inSlices(PassageIndex.of(passages), signal, "idle");
    await this.#take(fresh, old, passages, signal, index);
  }

  async #readParts(changes: Parts, signal: AbortSignal): Promise<void> {
    this.busy = true;
    const { article, old, fresh } = await inSlices(this.#findParts(changes), signal, "idle");
    await this.#take(article, old, fresh, signal);
  }

  *#findParts({ parts, gone }: Parts): Generator<unknown, FoundParts> {
    const roots = new Set(this.article.roots);
    const old = new Set<Passage>();
    for (const element of parts) yield* collect(this.#index.within(element), old);
    if (gone) yield* collect(this.#index.gone(), old);
    const all = this.article.passages;
    const kept = old.size ? yield* without(all, old) : all;
    const hidden: Element[] = [];
    for (const element of this.article.hidden) {
      yield;
      if (isConnected(element) && !nearestIn(parts, element)) hidden.push(element);
    }
    const reuse = this.#reuseFrom([...old]);
    const found = new Map<Element, readonly Passage[]>();
    for (const element of parts) {
      const part = yield* findWithin(element, roots, this.#options, this.article.ignored);
      found.set(element, yield* mapped(part.passages, reuse));
      for (const one of part.hidden) if (hidden.length < MOST_HIDDEN) hidden.push(one);
    }
    const { passages, added } = yield* merge(kept, found, roots, (node) => {
      const passage = this.#index.endingWith(node);
      return passage && !old.has(passage) ? passage : undefined;
    });
    return { article: { ...this.article, passages, hidden }, old: [...old], fresh: added };
  }

  async #take(
    article: Article,
    old: readonly Passage[],
    fresh: readonly Passage[],
    signal: AbortSignal,
    index?: PassageIndex,
  ): Promise<void> {
    await pause(signal, "idle");
    // Before anything is written: afterwards, measuring would lay the page out again.
    const order = viewFirst(fresh);
    this.article = article;
    if (index) this.#index = index;
    else this.#index.replace(old, fresh);
    this.#events.found(old, fresh);
    await pause(signal, "idle");
    const wanted = this.#events.begin();
    await pause(signal, "idle");
    if (wanted) await this.#tag(order, signal);
    await pause(signal, "idle");
  }

  async #tag({ order, visible }: ViewFirst, signal: AbortSignal): Promise<void> {
    for (let at = 0; at < order.length; ) {
      await breathe(signal, "idle");
      const batch = batchOf(order, at);
      const unknown = batch.filter(({ tagging }) => !tagging);
      const taggings = unknown.length
        ? await this.#tagger.tag(unknown.map(({ text }) => text))
        : [];
      signal.throwIfAborted();
      this.#checkResults(taggings, unknown.length);
      // No `entries()`: some old libraries replace it.
      unknown.forEach((passage, i) => {
        passage.tagging = taggings[i]!;
        this.#known.set(passage.text, taggings[i]!);
      });
      await this.#events.tagged(batch, at < visible * 3);
      const before = at;
      at += batch.length;
      if (before < visible && at >= visible) {
        await this.#events.written();
        this.#inView();
        await this.#events.inView(visible);
      }
    }
    await this.#events.written();
  }

  /** @throws ThemelightError `tagger/results` unless each text has a score for each theme. */
  #checkResults(taggings: readonly Tagging[], texts: number): void {
    const themes = this.#tagger.themes.length;
    const wrong =
      taggings?.length !== texts || taggings.some((one) => one?.scores?.length !== themes);
    if (!wrong) return;
    throw new ThemelightError(
      "tagger/results",
      `the tagger must return ${themes} scores for each of ${texts} texts`,
    );
  }

  /** Keeps the object of a paragraph that did not change, for those who hold it. */
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

const isSameArticle = (one: Article, other: Article): boolean =>
  one.status === other.status &&
  isSame(one.roots, other.roots) &&
  isSame(one.passages, other.passages);

/** What a reading of changed elements found. */
interface FoundParts {
  readonly article: Article;
  readonly old: readonly Passage[];
  readonly fresh: readonly Passage[];
}

function* collect(passages: Iterable<Passage | undefined>, into: Set<Passage>): Generator {
  for (const passage of passages) {
    if (passage) into.add(passage);
    else yield;
  }
}

function* without(
  passages: readonly Passage[],
  those: ReadonlySet<Passage>,
): Generator<unknown, Passage[]> {
  const found: Passage[] = [];
  for (let i = 0; i < passages.length; i++) {
    if (i % CHUNK === 0) yield;
    const passage = passages[i]!;
    if (!those.has(passage)) found.push(passage);
  }
  return found;
}

function* mapped<T, R>(values: readonly T[], map: (value: T) => R): Generator<void, R[]> {
  const results: R[] = [];
  for (const value of values) {
    results.push(map(value));
    yield;
  }
  return results;
}

/** Returns the next paragraphs to tag in one call. */
function batchOf(order: readonly Passage[], from: number): readonly Passage[] {
  let to = from;
  let units = 0;
  do units += order[to++]!.text.length;
  while (to < order.length && to < from + BATCH && units + order[to]!.text.length <= BATCH_UNITS);
  return order.slice(from, to);
}

interface ViewFirst {
  readonly order: readonly Passage[];
  /** The number of paragraphs in view. */
  readonly visible: number;
}

/**
 * Returns the order of tagging: from the first paragraph in view to the end, then the earlier ones.
 */
function viewFirst(passages: readonly Passage[]): ViewFirst {
  const first = firstWhere(passages, (passage) => boxOf(passage).bottom > 0);
  const after = firstWhere(passages, (passage) => boxOf(passage).top >= innerHeight);
  return {
    order: [...passages.slice(first), ...passages.slice(0, first)],
    visible: Math.max(1, after - first),
  };
}
