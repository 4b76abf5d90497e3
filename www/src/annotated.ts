/**
 * Reads the results that `themelight annotate` has written into the page, so that neither wasm nor
 * model is loaded. `src/archive/html/annotate.rs` describes the attributes.
 */
import type { PageTagger } from "./api/tagger.js";
import { attributeOf, queryDocument } from "./dom/element.js";
import { report } from "./dom/report.js";
import { taggingOf } from "./engine/tagging.js";
import type { Evidence, Tagging, Theme } from "./engine/types.js";

/** Scores of all themes, and evidence as `[theme, start, end, weight]`. */
type Result = readonly [
  scores: readonly number[],
  evidence: readonly (readonly [theme: number, start: number, end: number, weight: number])[],
];

/**
 * Returns a tagger for this page: with the results in it, or the real one, if it has none of a valid
 * form, or those of another model than the one with this hash.
 */
export async function taggerOf(
  load: () => Promise<PageTagger>,
  hash?: string,
): Promise<PageTagger> {
  const [root] = queryDocument(document, "[data-themelight-themes]");
  const model = root && attributeOf(root, "data-themelight-model");
  if (!model || (hash && !hash.includes(model))) return load();
  const themes = parsed(attributeOf(root, "data-themelight-themes"));
  // Colours and ids go into style sheets: readers may have written these attributes.
  if (!Array.isArray(themes) || !themes.length || !themes.every(isTheme)) return load();
  return new AnnotatedTagger(themes, load);
}

/** A tagger for an annotated page. Loads the real tagger for texts that are not annotated. */
class AnnotatedTagger implements PageTagger {
  readonly themes: readonly Theme[];
  readonly #results = new Map<number, Result>();
  readonly #load: () => Promise<PageTagger>;
  #failed = false;

  constructor(themes: readonly Theme[], load: () => Promise<PageTagger>) {
    this.themes = themes;
    this.#load = load;
    for (const element of queryDocument(document, "[data-themelight-result]")) {
      const results = parsed(attributeOf(element, "data-themelight-result"));
      if (!Array.isArray(results)) continue;
      for (const one of results) {
        if (!Array.isArray(one)) continue;
        const [hash, scores, evidence] = one;
        if (scores?.length === themes.length && Array.isArray(evidence)) {
          this.#results.set(hash, [scores, evidence]);
        }
      }
    }
  }

  /** Without the real tagger, texts that are not annotated have no themes. */
  async tag(texts: readonly string[]): Promise<Tagging[]> {
    const results = texts.map((text) => this.#results.get(hashOf(text))?.[0]);
    const unknown = texts.filter((_, i) => !results[i]);
    const tagger = unknown.length ? await this.#tagger() : undefined;
    const taggings = [...((await tagger?.tag(unknown)) ?? [])];
    const indices = this.themes.map(({ id }) => tagger?.themes.findIndex((one) => one.id === id));
    return results.map((known) => {
      const other = known ? undefined : taggings.shift()?.scores;
      const scores = known ?? indices.map((index) => other?.[index ?? -1] ?? 0);
      return taggingOf(this.themes, Float32Array.from(scores));
    });
  }

  async explain(text: string): Promise<readonly Evidence[]> {
    const result = this.#results.get(hashOf(text));
    if (!result) return (await this.#tagger())?.explain(text) ?? [];
    return result[1].flatMap(([theme, start, end, weight]) => {
      const id = this.themes[theme]?.id;
      return id === undefined ? [] : [{ theme: id, start, end, weight }];
    });
  }

  /** Loads the real tagger. A failure is reported once; the annotated paragraphs keep their marks. */
  async #tagger(): Promise<PageTagger | undefined> {
    if (this.#failed) return undefined;
    try {
      return await this.#load();
    } catch (cause) {
      if (!this.#failed) report(cause);
      this.#failed = true;
      return undefined;
    }
  }
}

function parsed(json: string | null): unknown {
  try {
    return JSON.parse(json ?? "");
  } catch {
    return undefined;
  }
}

const isColor = (color: unknown): boolean => /^#[\da-f]{6}$/.test(String(color));

function isTheme(theme: Partial<Theme> | null): theme is Theme {
  return (
    /^\S{1,64}$/.test(String(theme?.id)) &&
    typeof theme?.name === "object" &&
    isColor(theme.color) &&
    isColor(theme.colorDark) &&
    typeof theme.threshold === "number"
  );
}

/** Returns the hash of a text that `annotate` writes, 53 bits. cyrb53 by bryc, public domain. */
export function hashOf(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = mix(a, b);
  b = mix(b, a);
  return 4294967296 * (b & 0x1fffff) + (a >>> 0);
}

const mix = (x: number, y: number): number =>
  Math.imul(x ^ (x >>> 16), 2246822507) ^ Math.imul(y ^ (y >>> 13), 3266489909);
