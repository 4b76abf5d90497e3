/** A tagger that sends requests to the background. */

import type { PageTagger } from "../../src/api/tagger.js";
import type { Evidence, Tagging, Theme } from "../../src/engine/index.js";
import { entryOf } from "../shared/check.js";
import { MAX_BATCH, MAX_TEXT, MAX_TEXTS } from "../shared/limits.js";
import type { Beginning, ResponseTo, Verdict, Verdicts } from "../shared/messages.js";
import { request } from "../shared/request.js";

/** Returns a text clipped to the length that the background accepts. No paragraph is longer. */
export const clipped = (text: string): string => text.slice(0, MAX_TEXT);

export class RemoteTagger implements PageTagger {
  readonly themes: readonly Theme[];
  readonly info: { readonly language: string };
  /** The reader's verdicts on paragraphs of this page, by text; only texts with verdicts. */
  readonly verdicts = new Map<string, Verdicts>();
  /** The model's probabilities. Weak: an endless page must not fill the memory. */
  readonly #scores = new WeakMap<Tagging, Float32Array>();

  constructor({ themes, language }: Pick<Beginning, "themes" | "language">) {
    this.themes = themes;
    this.info = { language };
  }

  async tag(texts: readonly string[]): Promise<Tagging[]> {
    const taggings: Tagging[] = [];
    for (const batch of batches(texts)) {
      const response = await request("tag", { texts: batch.map(clipped) });
      taggings.push(...batch.map((text, i) => this.#take(text, i, response)));
    }
    return taggings;
  }

  explain(text: string): Promise<readonly Evidence[]> {
    return request("explain", { text: clipped(text) });
  }

  /**
   * Adds the reader's verdict on a text, or removes it with null. The taggings of its paragraphs
   * change in place.
   */
  correct(text: string, theme: string, verdict: Verdict, taggings: Iterable<Tagging>): void {
    const { [theme]: _, ...others } = this.verdicts.get(text) ?? {};
    const now = verdict === null ? others : { ...others, [theme]: verdict };
    if (Object.keys(now).length) this.verdicts.set(text, now);
    else this.verdicts.delete(text);
    for (const tagging of taggings) this.#fill(tagging, text);
  }

  #take(text: string, index: number, { scores, verdicts }: ResponseTo<"tag">): Tagging {
    const said = verdicts[index];
    if (said) this.verdicts.set(text, said);
    const tagging: Tagging = { themes: [], scores: new Float32Array(this.themes.length) };
    this.#scores.set(tagging, Float32Array.from(scores[index] ?? []));
    this.#fill(tagging, text);
    return tagging;
  }

  /** Fills a tagging. The reader's verdict counts as probability 1 or 0. */
  #fill(tagging: Tagging, text: string): void {
    const said = this.verdicts.get(text) ?? {};
    const model = this.#scores.get(tagging)!;
    const themes = tagging.themes as { theme: string; score: number }[];
    themes.length = 0;
    for (const [i, { id, threshold }] of this.themes.entries()) {
      const verdict = entryOf(said, id);
      const score = verdict === undefined ? (model[i] ?? 0) : Number(verdict);
      tagging.scores[i] = score;
      if (score >= threshold) themes.push({ theme: id, score });
    }
    themes.sort((a, b) => b.score - a.score);
  }
}

/** Splits texts into batches that the background accepts. */
function* batches(texts: readonly string[]): Generator<readonly string[]> {
  let batch: string[] = [];
  let length = 0;
  for (const text of texts) {
    const more = Math.min(text.length, MAX_TEXT);
    if (batch.length === MAX_TEXTS || length + more > MAX_BATCH) {
      yield batch;
      batch = [];
      length = 0;
    }
    batch.push(text);
    length += more;
  }
  if (batch.length) yield batch;
}
