/**
 * The code of every error that Themelight throws or reports, by the part that it concerns. A test
 * holds this list against the sources.
 */
export type ErrorCode =
  /** The server answered with another status than 200 to 299. */
  | "load/http"
  /** A file could not be fetched: no connection, no CORS permission, or refused by the policy. */
  | "load/network"
  /** A file of the embed is not the one of this build, or a model not the one of its given hash. */
  | "load/integrity"
  /** The file given as the engine is not WebAssembly. */
  | "load/not-wasm"
  /** The Content-Security-Policy forbids WebAssembly. */
  | "load/csp"
  /** The engine does not compile. */
  | "load/compile"
  /** A file could not be read (Node only). */
  | "load/file"
  /** The worker could not be started. */
  | "load/worker"
  /** The bytes are not a model of Themelight. */
  | "model/magic"
  /** The model has a format that this version cannot read. */
  | "model/version"
  /** The model was made by another text pipeline. */
  | "model/pipeline"
  /** The model is cut off, or has bytes after its end. */
  | "model/length"
  /** The model's bytes do not match its checksum. */
  | "model/checksum"
  /** A field of the model has a value that it cannot have. */
  | "model/field"
  /** The bytes are not a model pack. */
  | "pack/magic"
  /** The pack has a format that this version cannot read. */
  | "pack/version"
  /** The pack is cut off, has bytes after its end, or is larger than a pack may be. */
  | "pack/length"
  /** The pack's bytes do not match its SHA-256. */
  | "pack/hash"
  /** The pack's header is not JSON, or has a field with a value that it cannot have. */
  | "pack/header"
  /** The pack names other themes than its model has. */
  | "pack/themes"
  /** The pack's model does not give the results that the pack states. */
  | "pack/self-test"
  /** The model in use is not on this computer any more (extension only). */
  | "model/missing"
  /** An argument has the wrong type. */
  | "input/type"
  /** A text is too long. */
  | "input/too-large"
  /** `filter` was called with a theme that the model does not have. */
  | "input/theme"
  /** The tagger was used after `close()`. */
  | "tagger/closed"
  /** The tagger returned fewer or other results than it was given texts. */
  | "tagger/results"
  /** The tagger failed; reloading the page may help. */
  | "engine/failed"
  /** The embed's other scripts did not load. */
  | "embed/script"
  /** The embed's own address is unknown; see the setting `base`. */
  | "embed/base"
  /** The browser lacks what marks need, or a script of the page took it away. */
  | "page/failed"
  /** The page removed Themelight's element, or replaced its document. */
  | "page/removed"
  /** A newer Themelight marks the page. */
  | "page/owned";

/**
 * Any failure of Themelight. `code` is for programs; `message` names the cause and what to do.
 *
 * @example
 * try {
 *   await load();
 * } catch (error) {
 *   if (error instanceof ThemelightError && error.code === "load/csp") showFallback();
 * }
 */
export class ThemelightError extends Error {
  override readonly name = "ThemelightError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Returns the message of what was thrown, which may be anything. */
export const messageOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);
