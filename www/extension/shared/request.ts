/**
 * Sends requests to the background: the only place that sends, checks the response and turns
 * failures into errors.
 */
import { answer, type Fields, MESSAGES, type RequestName, type ResponseTo } from "./messages.js";

/** A request that failed. The code is the background's, or `gone`. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** The extension was updated, switched off or removed: nothing answers this script any more. */
export const GONE = "gone";

/**
 * An orphaned script's `chrome.runtime` has lost its id, and in Firefox is a dead object that
 * throws.
 */
export function isAlive(): boolean {
  try {
    return !!chrome.runtime?.id;
  } catch {
    return false;
  }
}

/** @throws {RequestError} when the background refuses, fails or is gone. */
export async function request<N extends RequestName>(name: N, fields: Fields<N>): Promise<ResponseTo<N>> {
  let given: unknown;
  try {
    given = await chrome.runtime.sendMessage({ type: name, ...fields });
  } catch (cause) {
    throw new RequestError(
      `the extension does not answer (${(cause as Error).message})`,
      isAlive() ? "failed" : GONE,
    );
  }
  const found = answer(given, name);
  if ("error" in found) throw new RequestError(found.error, found.code);
  return MESSAGES[name].response(found.ok, `the response to ${name}`) as ResponseTo<N>;
}
