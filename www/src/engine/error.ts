/**
 * What went wrong, by kind. Codes that start with `model/` come from the engine (see `src/error.rs`) and name
 * what is wrong with the model file.
 */
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

/** Every failure of Themelight: `code` for programs, `message` with cause and fix for people. */
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
