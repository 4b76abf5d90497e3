import { bare } from "../dom/native.js";
import { messageOf, ThemelightError } from "./error.js";

/** Opens the file at an address: with `fetch` in browsers, also from the file system in Node. */
export type Open = (address: URL | string, signal?: AbortSignal) => Promise<Response>;

/**
 * Fetches a file. `integrity` is the hash that it must have, as in a script's `integrity` attribute.
 */
export async function openByFetch(
  address: URL | string,
  signal?: AbortSignal,
  integrity = "",
  priority: RequestPriority = "auto",
): Promise<Response> {
  const options = bare({ signal: signal ?? null, integrity, priority });
  const response = await fetch(address, options).catch(async (cause) => {
    if (signal?.aborted) throw signal.reason;
    // Browsers do not report that the hash was wrong: the file is fetched again without it.
    const found = integrity ? await fetch(address).catch(() => undefined) : undefined;
    if (found && !found.ok) return found;
    throw found
      ? new ThemelightError(
          "load/integrity",
          `${address} is not the expected file: its hash differs. Serve all files of one build, unchanged, or correct the hash of your model.`,
          { cause },
        )
      : new ThemelightError(
          "load/network",
          `${address} could not be fetched (${messageOf(cause)}). Check address and connection; from another ` +
            "origin with Access-Control-Allow-Origin, named in the Content-Security-Policy's connect-src.",
          { cause },
        );
  });
  if (!response.ok) {
    throw new ThemelightError(
      "load/http",
      `${address} answered ${response.status}. Serve it beside the script, or name another in load({ wasm, model }), or import themelight/inline.`,
    );
  }
  return response;
}
