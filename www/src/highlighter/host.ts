/** Watches our element on the page. */
import { ThemelightError } from "../api/errors.js";
import { bare, doc } from "../dom/native.js";

/**
 * Calls `removed` when our element is gone: the page's scripts removed it, or replaced the whole
 * document (`document.open`), which also removes our listeners.
 */
export function watchHost(
  host: Element,
  removed: (error: ThemelightError) => void,
  signal: AbortSignal,
): void {
  const html = doc.documentElement;
  const observer = new MutationObserver(() => {
    const { isConnected, parentNode } = host;
    // With a dialog that it is in, it goes for a while only.
    if (isConnected || (parentNode && parentNode !== html)) return;
    const message = "the page removed Themelight's element or replaced its document; attach again";
    removed(new ThemelightError("page/removed", message));
  });
  const children = bare({ childList: true });
  observer.observe(document, children);
  observer.observe(html, children);
  signal.addEventListener("abort", () => observer.disconnect());
}
