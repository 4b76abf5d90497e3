/**
 * Sends requests to the background, validates the responses and converts failures to errors.
 */
import { answer, type Fields, MESSAGES, type RequestName, type ResponseTo } from "./messages.js";

/** A failed request. The code is from the background, or `gone`. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** The extension was updated, switched off or removed: requests get no response. */
export const GONE = "gone";

/**
 * Returns whether the script is orphaned: `chrome.runtime` has no id, or, in Firefox, throws.
 */
export function isAlive(): boolean {
  try {
    return !!chrome.runtime?.id;
  } catch {
    return false;
  }
}

/** @throws {RequestError} if the background refuses the request, fails or is gone. */
export async function request<N extends RequestName>(
  name: N,
  fields: Fields<N>,
): Promise<ResponseTo<N>> {
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
