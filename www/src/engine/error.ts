/** The codes of failures. Those that start with `model/` say what is wrong with a model file (see `src/error.rs`). */
export type ErrorCode =
  | "load/http"
  | "load/network"
  | "load/integrity"
  | "load/not-wasm"
  | "load/csp"
  | "load/compile"
  | "load/file"
  | "load/worker"
  | "input/type"
  | "input/too-large"
  | "tagger/closed"
  | "engine/failed"
  | `model/${string}`
  | (string & {});

/** Every failure of Themelight: a `code` for programs, and a `message` that names the cause and the fix. */
export class ThemelightError extends Error {
  override readonly name = "ThemelightError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The type of a value, for messages. */
export const nameOf = (value: unknown): string =>
  value === null ? "null" : Array.isArray(value) ? "an array" : typeof value;
