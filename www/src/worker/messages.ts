/** What page and worker say to each other. */
import type { Evidence, LoadOptions, ModelInfo, Tagging, Theme } from "../engine/index.js";

/** One question; `id` tells which answer belongs to it. */
export type Question = { readonly id: number } & (
  | { readonly ask: "load"; readonly options: Pick<LoadOptions, "model" | "wasm"> }
  | { readonly ask: "tag"; readonly texts: readonly string[] }
  | { readonly ask: "explain"; readonly text: string }
);

export type Answer = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly code: string; readonly message: string }
);

/** What each question is answered with. */
export interface Results {
  load: { readonly themes: readonly Theme[]; readonly info: ModelInfo };
  tag: Tagging[];
  explain: Evidence[];
}
