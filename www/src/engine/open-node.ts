import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { messageOf, ThemelightError } from "./error.js";
import { type Open, openByFetch } from "./open.js";

/** Reads `file:` URLs and paths from disk; fetches other addresses as in a browser. */
export const openInNode: Open = async (address, signal) => {
  const path = pathOf(address);
  if (path === undefined) return openByFetch(address, signal);
  try {
    const bytes = await readFile(path, { signal });
    return new Response(bytes, { headers: { "content-type": "application/wasm" } });
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    throw new ThemelightError("load/file", `${path} could not be read (${messageOf(cause)}).`, {
      cause,
    });
  }
};

/** Returns the path of a `file:` URL or a plain path; `undefined` for an address with another scheme. */
function pathOf(address: URL | string): string | undefined {
  const text = String(address);
  if (text.startsWith("file:")) return fileURLToPath(text);
  // One letter and a colon is a Windows drive, not a scheme.
  return /^[a-z][a-z0-9+.-]+:/i.test(text) ? undefined : text;
}
