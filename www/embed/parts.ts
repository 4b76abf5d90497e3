/** Loads the embed's other script, after its hash was checked. */
import { bare, doc } from "../src/dom/native.js";
import { messageOf, ThemelightError } from "../src/engine/error.js";
import { openByFetch } from "../src/engine/open.js";

/** The exports of `rest.ts`; see `build.mjs`. */
export type Rest = typeof import("./rest.js");
type RestModule = { default(): Rest };

/**
 * Imports the rest after the browser has checked its hash.
 *
 * `import()` takes no hash. But browsers keep one copy of a module for each address and document,
 * and an element that loads the module with `integrity` checks the hash before it stores the copy.
 * So the element comes first; `import()` then returns the stored module without another request.
 * After a failure nothing is imported.
 *
 * The element is a module `<script>`. Where Trusted Types exist they may forbid its `src`, and only
 * a violation would tell; there it is a `<link rel="modulepreload">`, which they leave alone.
 * WebKit
 * does not check the hash of such a link, so it always gets the script.
 */
export async function importRest(address: string, integrity: string, nonce: string): Promise<Rest> {
  let cause: unknown;
  try {
    const canPreload = "trustedTypes" in window && !/apple/i.test(navigator.vendor);
    const checks = { integrity, nonce, crossOrigin: "anonymous" };
    await loaded(
      canPreload
        ? Object.assign(doc.createElement("link"), checks, { rel: "modulepreload", href: address })
        : Object.assign(doc.createElement("script"), checks, { type: "module", src: address }),
    );
    return ((await import(address)) as RestModule).default();
  } catch (error) {
    cause = error;
  }
  throw await failure(address, integrity, cause);
}

/** Resolves once the browser has loaded the file and found its hash right. */
async function loaded(element: HTMLElement): Promise<void> {
  try {
    await new Promise((resolve, reject) => {
      element.addEventListener("load", resolve);
      element.addEventListener("error", () => reject("refused by the browser"));
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
  const found = await fetch(address, bare({})).catch(() => undefined);
  const isScript = found?.ok && /javascript/i.test(found.headers.get("content-type") ?? "");
  // Throws `load/integrity` where only the hash is wrong.
  if (isScript) await openByFetch(address, undefined, integrity);
  const why = isScript
    ? messageOf(cause)
    : found?.ok
      ? "wrong MIME type"
      : (found?.status ?? "no answer");
  return new ThemelightError(
    "embed/script",
    `${address} could not be loaded (${why}). Serve it beside themelight.js as text/javascript; from ` +
      "another origin with Access-Control-Allow-Origin, named in the " +
      "Content-Security-Policy's script-src.",
  );
}
