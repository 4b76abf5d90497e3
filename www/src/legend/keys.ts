/** J and K step through the tagged paragraphs. Never while the reader writes, never with a modifier. */
import { bare, doc, getter } from "../dom/native.js";
import type { Page } from "../highlighter/page.js";
import { recall } from "./memory.js";

const isContentEditable = getter("HTMLElement", "isContentEditable");
const tagName = getter("Element", "tagName");

export function listenToKeys(page: Page): void {
  page.keys = page.settings.keys && recall("keys") !== "off";
  doc.addEventListener(
    "keydown",
    page.guard((event) => {
      if (!page.keys || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isWriting(event.composedPath()[0])) return;
      const key = event.key.toLowerCase();
      if (key === "escape" && page.selected >= 0) page.select(-1);
      else if (key === "j" || key === "k") page.step(key === "j" ? 1 : -1, { focus: true });
      else return;
      event.preventDefault();
    }),
    bare({ signal: page.signal }),
  );
}

function isWriting(target: EventTarget | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return isContentEditable(target) || /^(INPUT|TEXTAREA|SELECT)$/.test(tagName(target));
}
