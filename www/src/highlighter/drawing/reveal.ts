import { hasAttribute, parentOf, removeAttribute, setAttribute } from "../../dom/element.js";
import { bare, method } from "../../dom/native.js";
import type { Passage } from "../../finder/index.js";

const scrollIntoView = method("Element", "scrollIntoView");
const focus = method("HTMLElement", "focus");
const addEventListener = method("EventTarget", "addEventListener");

/** CSS pixels kept free above and below the paragraph, for sticky headers and the legend. */
const MARGIN = 80;

/** True if a part of a paragraph is in the window. */
export function isInView({ range }: Passage): boolean {
  const { top, bottom } = range.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/**
 * Scrolls, without animation, until a paragraph is between two heights of the window. If it is
 * longer, until its `edge` is.
 */
export function revealBetween(
  { range }: Passage,
  from: number,
  to: number,
  edge: "start" | "end",
): void {
  const { top, bottom } = range.getBoundingClientRect();
  const isLong = bottom - top > to - from;
  const atStart = isLong ? edge === "start" : top < from;
  const by = atStart ? top - from : isLong || bottom > to ? bottom - to : 0;
  if (by) scrollBy(bare<ScrollToOptions>({ top: by, behavior: "instant" }));
}

/** Scrolls to the start of a paragraph, unless all of it is in view. */
export function reveal({ range }: Passage): void {
  const { top, bottom } = range.getBoundingClientRect();
  const margin = Math.min(MARGIN, innerHeight / 8);
  if (top >= margin && bottom <= innerHeight - margin) return;
  const still = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? true;
  // The first node, not the middle of a long paragraph.
  const start = parentOf(range.startContainer)!;
  scrollIntoView(
    start,
    bare<ScrollIntoViewOptions>({ block: "center", behavior: still ? "instant" : "smooth" }),
  );
}

/** Calls `ended` when a scroll has ended. */
export function onScrollEnd(ended: () => void, signal: AbortSignal): void {
  // Safari before 26.2 has no scrollend.
  const event = "onscrollend" in window ? "scrollend" : "wheel";
  globalThis.addEventListener(event, ended, bare({ signal, passive: true }));
}

/**
 * Moves the focus to a paragraph: a screen reader reads on from there, Tab goes to its links. The
 * `tabindex` that this needs is removed when the focus leaves, or when `signal` is aborted.
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
