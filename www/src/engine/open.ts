import { messageOf, ThemelightError } from "./error.js";

/** Opens a file that an address names. The browser's is `fetch`; Node adds the file system. */
export type Open = (address: URL | string, signal?: AbortSignal) => Promise<Response>;

export const openByFetch: Open = async (address, signal) => {
  let response: Response;
  try {
    response = await fetch(address, signal ? { signal } : {});
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
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
};
