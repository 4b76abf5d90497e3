/** J and K step through the tagged paragraphs. Never while the reader writes, never with a modifier. */
import type { Page } from "../highlighter/page.js";
import { recall } from "./memory.js";

export function listenToKeys(page: Page): void {
  page.keys = page.settings.keys && recall("keys") !== "off";
  document.addEventListener(
    "keydown",
    (event) => {
      if (!page.keys || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isWriting(event.composedPath()[0])) return;
      const key = event.key.toLowerCase();
      if (key === "escape" && page.selected >= 0) page.select(-1);
      else if (key === "j" || key === "k") page.step(key === "j" ? 1 : -1, { focus: true });
      else return;
      event.preventDefault();
    },
    { signal: page.signal },
  );
}

function isWriting(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
