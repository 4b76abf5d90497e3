/** The engine of the widget, with a model of the studio and movable thresholds. */
import type { PageTagger } from "../../src/api/tagger.js";
import { load } from "../../src/engine/index.js";
import type { Evidence, ModelInfo, Tagger, Tagging, Theme } from "../../src/engine/types.js";

/** Address of the embed's engine, relative to the page; set by the build. */
declare const ENGINE: string;

/** Compiled while the page loads: no request follows a training. */
const engine = fetch(new URL(ENGINE, import.meta.url)).then(async (response) => {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}.`);
  return WebAssembly.compile(await response.arrayBuffer());
});

/** Resolves when everything that marks need is loaded. A failure shows when a model is tried. */
export const preloaded: Promise<unknown> = Promise.allSettled([
  engine,
  import("../../src/legend/details.js"),
]);

export const taggerOf = async (model: Uint8Array): Promise<Tagger> =>
  load({ wasm: await engine, model: model as BufferSource });

/** A tagger whose thresholds can differ from the model's. */
export class AdjustedTagger implements PageTagger {
  readonly #tagger: Tagger;
  readonly themes: readonly Theme[];

  constructor(tagger: Tagger, thresholds: Readonly<Record<string, number>>) {
    this.#tagger = tagger;
    this.themes = tagger.themes.map((theme) => ({
      ...theme,
      threshold: thresholds[theme.id] ?? theme.threshold,
    }));
  }

  get info(): ModelInfo {
    return this.#tagger.info;
  }

  tag(texts: readonly string[]): Tagging[] {
    return this.#tagger.tag(texts).map(({ scores }) => ({
      scores,
      themes: this.themes
        .map(({ id, threshold }, i) => ({ theme: id, score: scores[i]!, threshold }))
        .filter(({ score, threshold }) => score >= threshold)
        .sort((a, b) => b.score - a.score)
        .map(({ theme, score }) => ({ theme, score })),
    }));
  }

  explain(text: string): Evidence[] {
    return this.#tagger.explain(text);
  }
}
