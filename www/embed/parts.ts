/** Loads the embed's other scripts, after their hashes were checked. */
import { doc } from "../src/dom/native.js";
import { messageOf, ThemelightError } from "../src/engine/error.js";
import { openByFetch } from "../src/engine/open.js";

/** A file beside the loader: its name, and the SRI hash that it must have. */
export type File = readonly [name: string, integrity: string];

/** The exports of `rest.ts`; see `build.mjs`. */
export type Rest = typeof import("./rest.js");

/** How often each address failed. */
const failures = new Map<string, number>();

/**
 * Imports a script after the browser has checked its hash. Runs it after `begin`, with what the
 * script that loads it shares; returns its exports.
 *
 * `import()` takes no hash. But browsers keep one copy of a module for each address and document,
 * and an element that loads the module with `integrity` checks the hash before it stores the copy.
 * So the element comes first; `import()` then returns the stored module without another request.
 * After a failure nothing is imported, and the next attempt has another fragment: some browsers keep
 * the failure for the address.
 *
 * The element is a module `<script>`. Where Trusted Types exist they may forbid its `src`, and only
 * a violation would tell; there it is a `<link rel="modulepreload">`, which they leave alone.
 * WebKit
 * does not check the hash of such a link, so it always gets the script.
 */
export async function importPart(
  address: string,
  integrity: string,
  nonce: string,
  begin: Promise<void>,
  shared?: unknown,
): Promise<unknown> {
  const failed = failures.get(address) ?? 0;
  const src = failed ? `${address}#${failed}` : address;
  try {
    const canPreload = "trustedTypes" in window && !/apple/i.test(navigator.vendor);
    await loaded(
      Object.assign(
        doc.createElement(canPreload ? "link" : "script"),
        { integrity, nonce, crossOrigin: "anonymous", fetchPriority: "low" },
        canPreload ? { rel: "modulepreload", href: src } : { type: "module", src },
      ),
    );
    const { default: run } = (await import(src)) as { default(shared: unknown): unknown };
    await begin;
    return run(shared);
  } catch (cause) {
    failures.set(address, failed + 1);
    throw await failure(address, integrity, cause);
  }
}

/** Resolves once the browser has loaded the file and found its hash right. */
async function loaded(element: HTMLElement): Promise<void> {
  try {
    await new Promise((resolve, reject) => {
      element.onload = resolve;
      element.onerror = () => reject("refused by the browser");
      doc.documentElement.append(element);
    });
  } finally {
    element.remove();
  }
}

/** Finds out why a file did not load: the browser reports any cause as the same error. */
async function failure(
  address: string,
  integrity: string,
  cause: unknown,
): Promise<ThemelightError> {
  const found = await fetch(address).catch(() => undefined);
  const isScript = found?.ok && /javascript/i.test(`${found.headers.get("content-type")}`);
  // Throws `load/integrity` where only the hash is wrong.
  if (isScript) await openByFetch(address, undefined, integrity);
  const why = isScript ? messageOf(cause) : found?.ok ? "wrong MIME type" : found?.status;
  return new ThemelightError(
    "embed/script",
    `${address} could not be loaded (${why ?? "no answer"}). Serve it beside themelight.js as text/javascript; from ` +
      "another origin with Access-Control-Allow-Origin, named in the " +
      "Content-Security-Policy's script-src.",
  );
}
