/** Files of the site: models and wasm. */

/** @throws Error that names the file and the status */
export async function fetchFile(address: URL): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.pathname}: HTTP ${response.status}`);
  return response.arrayBuffer();
}
