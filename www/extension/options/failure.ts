/**
 * What the reader reads about a failure: one sentence in the page's language. The error's own
 * message, in English, is for bug reports.
 */
import { messageOf } from "../../src/engine/error.js";
import type { Key, Translator } from "../shared/i18n.js";
import { QuotaError } from "../shared/store.js";

export interface Failure {
  readonly text: string;
  /** The error's message. */
  readonly detail: string;
}

/** A file that was chosen, and what it should have been. */
export interface ChosenFile {
  readonly name: string;
  readonly kind: "model" | "settings";
}

/** The texts by the codes of errors, the first that matches. `$1` is the name of the file. */
const MODEL: readonly (readonly [code: RegExp, key: Key])[] = [
  [/^limit\/(file|inflated)$/, "importTooLarge"],
  [/^(file\/zip|limit\/entries)$/, "importNotZip"],
  [/^file\/models$/, "importNotOneModel"],
  [/^(model|pack)\/magic$/, "importNotModel"],
  [/^(model\/(version|pipeline)|pack\/version)$/, "importOtherVersion"],
  [/^pack\/self-test$/, "importSelfTest"],
  [/^(model|pack)\//, "importDamaged"],
];
const SETTINGS: typeof MODEL = [
  [/^limit\/file$/, "importTooLarge"],
  [/^file\/json$/, "importNotSettings"],
  [/^(input|limit)\//, "importWrongSettings"],
];

/** Describes a failure, of an import if a file is given. */
export function failureOf(t: Translator, cause: unknown, file?: ChosenFile): Failure {
  return { text: textOf(t, cause, file), detail: messageOf(cause) };
}

function textOf(t: Translator, cause: unknown, file: ChosenFile | undefined): string {
  if (cause instanceof QuotaError) return t("full");
  if (!file) return t("failedAction");
  const { code = "" } = Object(cause) as { code?: unknown };
  const texts = file.kind === "model" ? MODEL : SETTINGS;
  const [, key = "importFailed"] = texts.find(([codes]) => codes.test(String(code))) ?? [];
  return t(key as Key, file.name);
}
