import { messageOf, ThemelightError } from "./error.js";
import type { Open } from "./open.js";

const MAGIC = [0x00, 0x61, 0x73, 0x6d];
/** The smallest module. A page whose CSP forbids WebAssembly refuses it too. */
const EMPTY_MODULE = Uint8Array.of(...MAGIC, 1, 0, 0, 0);

export const bytesOf = async (response: Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await response.arrayBuffer());

export async function compileAt(address: URL | string, open: Open): Promise<WebAssembly.Module> {
  const response = await open(address);
  const type = response.headers.get("content-type") ?? "";
  if (type.split(";")[0]!.trim().toLowerCase() === "application/wasm") {
    try {
      return await WebAssembly.compileStreaming(response);
    } catch {
      // Fetches again and compiles the bytes, to report what is wrong with them. (Cloning every
      // response would make the main thread read each of them.)
      return compileBytes(await bytesOf(await open(address)), address);
    }
  }
  const module = await compileBytes(await bytesOf(response), address);
  console.warn(
    `Themelight: ${address} is served as "${type}"; served as application/wasm it would start sooner.`,
  );
  return module;
}

export async function compileBytes(
  bytes: Uint8Array<ArrayBuffer>,
  name: URL | string,
): Promise<WebAssembly.Module> {
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) {
    const found = bytes[0] === 0x3c ? "an HTML page" : `${bytes.length} bytes of something else`;
    throw new ThemelightError(
      "load/not-wasm",
      `${name} should be the wasm, but is ${found}. Serve it beside the script, or name another in load({ wasm }).`,
    );
  }
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    if (isWasmForbidden()) {
      throw new ThemelightError(
        "load/csp",
        "The Content-Security-Policy forbids WebAssembly. Add 'wasm-unsafe-eval' to its script-src.",
        { cause },
      );
    }
    throw new ThemelightError("load/compile", `${name} does not compile (${messageOf(cause)}).`, {
      cause,
    });
  }
}

function isWasmForbidden(): boolean {
  try {
    return !new WebAssembly.Module(EMPTY_MODULE);
  } catch {
    return true;
  }
}
