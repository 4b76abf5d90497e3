/** Files of our own pages: fetched with their progress, and given up when nothing arrives. */

/** Milliseconds without a byte after which a request counts as failed. */
const LONGEST_SILENCE = 20_000;

/** A file that did not arrive: another attempt may succeed. */
export class FetchError extends Error {
  override readonly name = "FetchError";
}

/**
 * Fetches a file.
 *
 * @param onBytes called with the number of bytes that have arrived, after decompression
 * @throws FetchError that names the file and the status
 */
export async function fetchFile(
  address: URL,
  onBytes: (loaded: number) => void = () => {},
): Promise<ArrayBuffer> {
  const control = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const waitOn = () => {
    clearTimeout(timer);
    timer = setTimeout(() => control.abort(new Error("no answer")), LONGEST_SILENCE);
  };
  try {
    waitOn();
    const response = await fetch(address, { signal: control.signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let loaded = 0;
    // Not `for await`: WebKit's streams are not iterable.
    const reader = response.body!.getReader();
    for (;;) {
      waitOn();
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      loaded += value.length;
      onBytes(loaded);
    }
    return await new Blob(chunks).arrayBuffer();
  } catch (cause) {
    throw new FetchError(`${address.pathname}: ${(cause as Error).message}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
