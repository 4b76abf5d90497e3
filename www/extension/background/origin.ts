/**
 * The origin of a frame, as far as corrections and sites are kept by it. Always the frame's own: a
 * frame of another site must not get what the reader said on the site around it, nor the other way
 * round.
 */
import { NO_ORIGIN } from "../shared/database.js";

/**
 * Returns `https://example.vn` for pages and their `about:blank` and `srcdoc` frames, the address
 * without query and fragment for a file (each file is an origin of its own), and {@link NO_ORIGIN}
 * for sandboxed frames and `data:` pages: browsers serialise all of those as "null", so they cannot
 * be told apart.
 */
export function originOf({ origin, url }: Pick<chrome.runtime.MessageSender, "origin" | "url">): string {
  if (origin && siteOf(origin) === origin) return origin;
  const address = url && URL.canParse(url) ? new URL(url) : undefined;
  return address?.protocol === "file:" ? `file://${address.host}${address.pathname}` : NO_ORIGIN;
}

/** The origin of an address of the web; nothing for any other address. */
export function siteOf(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { protocol, origin } = new URL(url);
  return /^https?:$/.test(protocol) ? origin : undefined;
}
