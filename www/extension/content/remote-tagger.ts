/** The tagger as the page sees it: questions to the background, where the model is. */
import type { Evidence, Tagging, Theme } from "../../src/engine/index.js";
import type { PageTagger } from "../../src/highlighter/tagger.js";
import { ask } from "../shared/ask.js";
import { MOST_TEXT, type Verdicts } from "../shared/messages.js";

/** Longer than any paragraph; what is over that would be refused. */
export const clipped = (text: string): string => text.slice(0, MOST_TEXT);

export class RemoteTagger implements PageTagger {
  readonly themes: readonly Theme[];
  /** What the reader said about paragraphs of this page, by text. */
  readonly verdicts = new Map<string, Verdicts>();
  /** What the model says, without the reader. */
  readonly #scores = new Map<string, Float32Array>();
  /** Every tagging given out, since the same text may stand on the page twice. */
  readonly #given = new Map<string, Tagging[]>();

  constructor(themes: readonly Theme[]) {
    this.themes = themes;
  }

  async tag(texts: readonly string[]): Promise<Tagging[]> {
    const { scores, verdicts } = await ask("tag", { texts: texts.map(clipped) });
    return texts.map((text, i) => {
      this.#scores.set(text, Float32Array.from(scores[i] ?? []));
      const said = verdicts[i];
      if (said) this.verdicts.set(text, said);
      const tagging: Tagging = { themes: [], scores: new Float32Array(this.themes.length) };
      this.#given.set(text, [...(this.#given.get(text) ?? []), tagging]);
      this.#fill(tagging, text);
      return tagging;
    });
  }

  explain(text: string): Promise<readonly Evidence[]> {
    return ask("explain", { text: clipped(text) });
  }

  /** Takes the reader's word for a paragraph. Its taggings change in place, so whoever holds one sees it. */
  judged(text: string, verdicts: Verdicts): void {
    this.verdicts.set(text, verdicts);
    for (const tagging of this.#given.get(text) ?? []) this.#fill(tagging, text);
  }

  /** A reader's word is certain: 1 or 0. */
  #fill(tagging: Tagging, text: string): void {
    const said = this.verdicts.get(text) ?? {};
    const model = this.#scores.get(text)!;
    const themes = tagging.themes as { theme: string; score: number }[];
    themes.length = 0;
    for (const [i, { id, threshold }] of this.themes.entries()) {
      const score = said[id] === undefined ? model[i]! : Number(said[id]);
      tagging.scores[i] = score;
      if (score >= threshold) themes.push({ theme: id, score });
    }
    themes.sort((a, b) => b.score - a.score);
  }
}
