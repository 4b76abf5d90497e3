import { messageOf, ThemelightError } from "./error.js";

/** Opens a file that an address names. The browser's is `fetch`; Node adds the file system. */
export type Open = (address: URL | string, signal?: AbortSignal) => Promise<Response>;

/** `integrity`: the hash that the file must have, as in a script's `integrity` attribute. */
export async function openByFetch(
  address: URL | string,
  signal?: AbortSignal,
  integrity?: string,
): Promise<Response> {
  const options: RequestInit = { ...(signal && { signal }), ...(integrity && { integrity }) };
  let response: Response;
  try {
    response = await fetch(address, options);
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    // Browsers do not say which it was. Without the hash the file comes only if the hash was the trouble.
    if (integrity && (await fetch(address).catch(() => undefined))?.ok) {
      throw new ThemelightError(
        "load/integrity",
        `${address} is not the file that this version was built with: its hash differs. Serve all files of one build, ` +
          "unchanged.",
        { cause },
      );
    }
    throw new ThemelightError(
      "load/network",
      `${address} could not be fetched (${messageOf(cause)}). Check the address and the connection; from another ` +
        "origin the server must send Access-Control-Allow-Origin, and the page's Content-Security-Policy must " +
        "name that origin in connect-src.",
      { cause },
    );
  }
  if (!response.ok) {
    throw new ThemelightError(
      "load/http",
      `${address} answered ${response.status} ${response.statusText}`.trimEnd() +
        ". The wasm and the model must be served beside the script, or named in load({ wasm, model }).",
    );
  }
  return response;
}
