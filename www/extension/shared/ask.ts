/** A page's script asks the background. One place that sends, checks the answer and turns a failure into an error. */
import { ANSWERS, type Asks, answer } from "./messages.js";

/** An error of the background, with its code. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** The extension was updated, switched off or removed: nobody answers this script any more. */
export const GONE = "gone";

/** An orphaned script's `chrome.runtime` has lost its id, and in Firefox is a dead object that throws. */
export function isAlive(): boolean {
  try {
    return !!chrome.runtime?.id;
  } catch {
    return false;
  }
}

export async function ask<K extends keyof Asks>(kind: K, question: Asks[K][0]): Promise<Asks[K][1]> {
  let given: unknown;
  try {
    given = await chrome.runtime.sendMessage({ ask: kind, ...question });
  } catch (cause) {
    throw new Refused(
      `the extension does not answer (${(cause as Error).message})`,
      isAlive() ? "failed" : GONE,
    );
  }
  const found = answer(given, kind);
  if ("error" in found) throw new Refused(found.error, found.code);
  return ANSWERS[kind](found.ok, `the answer to ${kind}`) as Asks[K][1];
}
