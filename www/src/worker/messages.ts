/** The messages between page and worker. */
import type { ErrorCode } from "../api/errors.js";
import type { Evidence, LoadOptions, ModelInfo, Tagging, Theme } from "../engine/index.js";

/** A request; the response has the same `id`. */
export type Request = { readonly id: number } & (
  | { readonly type: "load"; readonly options: Pick<LoadOptions, "model" | "wasm"> }
  | { readonly type: "tag"; readonly texts: readonly string[] }
  | { readonly type: "explain"; readonly text: string }
);

export type Response = { readonly id: number } & (
  | { readonly result: unknown }
  | { readonly code: ErrorCode; readonly message: string }
);

/** The result of each request, by its type. */
export interface Results {
  load: { readonly themes: readonly Theme[]; readonly info: ModelInfo };
  tag: Tagging[];
  explain: Evidence[];
}
