/** Brings a paragraph before the reader's eyes, and before a screen reader's. */
import { bare, getter, method } from "../dom/native.js";
import type { Passage } from "../finder/index.js";

const parentElement = getter("Node", "parentElement");
const scrollIntoView = method("Element", "scrollIntoView");
const hasAttribute = method("Element", "hasAttribute");
const setAttribute = method("Element", "setAttribute");
const removeAttribute = method("Element", "removeAttribute");
const focus = method("HTMLElement", "focus");
const addEventListener = method("EventTarget", "addEventListener");

/** Room kept free over and under it: sticky headers, our own legend. */
const MARGIN = 80;

export function reveal(passage: Passage): void {
  const box = passage.range.getBoundingClientRect();
  if (box.top >= MARGIN && box.bottom <= innerHeight - MARGIN) return;
  const still = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? true;
  // Where it begins: the middle of a long paragraph would have the reader scroll back.
  const parent = parentElement(passage.range.startContainer)!;
  scrollIntoView(
    parent,
    bare<ScrollIntoViewOptions>({ block: "center", behavior: still ? "instant" : "smooth" }),
  );
}

/**
 * Moves the focus to the paragraph, so that a screen reader reads on from there and Tab goes on to its links. The
 * attribute this needs is taken away when the focus leaves, or when `signal` ends the page.
 */
export function focusOn({ element }: Passage, signal: AbortSignal): void {
  if (!hasAttribute(element, "tabindex")) {
    const restore = () => {
      removeAttribute(element, "tabindex");
      left.abort();
    };
    const left = new AbortController();
    const options = bare({ signal: left.signal });
    setAttribute(element, "tabindex", "-1");
    addEventListener(element, "blur", restore, options);
    signal.addEventListener("abort", restore, options);
  }
  if (element instanceof HTMLElement) focus(element, bare({ preventScroll: true }));
}
