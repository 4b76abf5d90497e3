/** The messages between page and worker. */
import type { Evidence, LoadOptions, ModelInfo, Tagging, Theme } from "../engine/index.js";

/** A request; its `id` comes back in the response. */
export type Request = { readonly id: number } & (
  | { readonly ask: "load"; readonly options: Pick<LoadOptions, "model" | "wasm"> }
  | { readonly ask: "tag"; readonly texts: readonly string[] }
  | { readonly ask: "explain"; readonly text: string }
);

export type Reply = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly code: string; readonly message: string }
);

/** The results by request. */
export interface Results {
  load: { readonly themes: readonly Theme[]; readonly info: ModelInfo };
  tag: Tagging[];
  explain: Evidence[];
}
