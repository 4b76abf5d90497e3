/**
 * Living pages: late text, edited paragraphs, endless scrolling, routes. Only observers and events; an idle page calls
 * nothing here. It says what changed; `Page` decides what to do.
 */

import { bare, doc } from "../dom/native.js";
import { isElement } from "../finder/dom.js";
import type { Article, Rules } from "../finder/index.js";

/** Text that must have come outside the known article before the whole page is worth another look; in characters. */
const ENOUGH = 200;

export interface Changes {
  /** The article may be another one now. */
  whole(): void;
  /** These elements inside it changed. */
  parts(elements: ReadonlySet<Element>): void;
  /** Nothing to read, but things may have moved. */
  moved(): void;
}

export function watchPage(
  article: Pick<Article, "roots"> & { readonly rules: Rules },
  changes: Changes,
  host: Element,
  signal: AbortSignal,
): void {
  let grown = 0;
  const observer = new MutationObserver((records) => {
    const { roots, rules } = article;
    if (roots.some((root) => !root.isConnected)) {
      grown = 0;
      changes.whole();
      return;
    }
    const parts = new Set<Element>();
    for (const record of records) {
      const block = blockOf(record.target, rules);
      const inside = block && roots.some((root) => root.contains(block));
      if (inside) addParts(record, block, parts, rules);
      else grown += textIn(record, host);
    }
    if (parts.size) changes.parts(parts);
    if (grown < ENOUGH) return;
    grown = 0;
    changes.whole();
  });
  observer.observe(document, bare({ childList: true, characterData: true, subtree: true }));
  signal.addEventListener("abort", () => observer.disconnect());

  // Routers that only switch the visibility of what is there mutate no child.
  const { navigation } = globalThis as { navigation?: EventTarget };
  navigation?.addEventListener("navigatesuccess", () => changes.whole(), bare({ signal }));
  addEventListener("popstate", () => changes.whole(), bare({ signal }));
  addEventListener("pageshow", (event) => event.persisted && changes.moved(), bare({ signal }));
  for (const type of ["transitionend", "toggle"]) {
    doc.addEventListener(type, () => changes.moved(), bare({ signal, capture: true, passive: true }));
  }
  // A scroller around the article moves its paragraphs without any change of size.
  const scrolled = ({ target }: Event) => {
    if (target instanceof Element && article.roots.some((root) => target.contains(root))) changes.moved();
  };
  doc.addEventListener("scroll", scrolled, bare({ signal, capture: true, passive: true }));
}

/** New blocks are read by themselves; any other change makes the block it happened in be read again. */
function addParts(record: MutationRecord, block: Element, parts: Set<Element>, rules: Rules): void {
  if (record.type === "characterData") {
    parts.add(block);
    return;
  }
  let lines = false;
  const isBlock = (node: Node): node is Element =>
    isElement(node) && !rules.isInline(node) && node.nodeName !== "BR";
  for (const node of record.addedNodes) {
    if (isBlock(node)) parts.add(node);
    else lines = true;
  }
  for (const node of record.removedNodes) {
    if (!isBlock(node)) lines = true;
    else if (!record.addedNodes.length) parts.add(record.target as Element);
  }
  if (lines) parts.add(block);
}

function blockOf(node: Node, rules: Rules): Element | undefined {
  let at = isElement(node) ? node : node.parentElement;
  while (at?.parentElement && at !== document.body && rules.isInline(at)) at = at.parentElement;
  return at ?? undefined;
}

function textIn(record: MutationRecord, host: Element): number {
  let length = record.type === "characterData" ? (record.target.nodeValue?.length ?? 0) : 0;
  for (const node of record.addedNodes) {
    if (node !== host && !/^(SCRIPT|STYLE|LINK|META)$/.test(node.nodeName))
      length += node.textContent?.length ?? 0;
  }
  return length;
}

/** Without those that stand inside another. */
export function outermost(elements: ReadonlySet<Element>): Set<Element> {
  const list = [...elements];
  return new Set(list.filter((one) => !list.some((other) => other !== one && other.contains(one))));
}
