/**
 * The origin of a frame, the key of corrections and sites. It is always the frame's own origin: a
 * frame must not get the corrections of the page around it, and the page not those of the frame.
 */
import { NO_ORIGIN } from "../shared/database.js";

/**
 * Returns `https://example.vn` for pages and their `about:blank` and `srcdoc` frames, the address
 * without query and fragment for a file (each file is an origin of its own), and {@link NO_ORIGIN}
 * for sandboxed frames and `data:` pages: browsers serialise all of their origins as "null".
 */
export function originOf({
  origin,
  url,
}: Pick<chrome.runtime.MessageSender, "origin" | "url">): string {
  if (origin && siteOf(origin) === origin) return origin;
  const address = url && URL.canParse(url) ? new URL(url) : undefined;
  return address?.protocol === "file:" ? `file://${address.host}${address.pathname}` : NO_ORIGIN;
}

/** Returns the origin of an http(s) address; undefined for any other address. */
export function siteOf(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { protocol, origin } = new URL(url);
  return /^https?:$/.test(protocol) ? origin : undefined;
}
