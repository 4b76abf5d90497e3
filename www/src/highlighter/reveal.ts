/** Brings a paragraph before the reader's eyes, and before a screen reader's. */
import type { Passage } from "../finder/index.js";

/** Room kept free over and under it: sticky headers, our own legend. */
const MARGIN = 80;

export function reveal(passage: Passage): void {
  const box = passage.range.getBoundingClientRect();
  if (box.top >= MARGIN && box.bottom <= innerHeight - MARGIN) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  // Where it begins: the middle of a long paragraph would have the reader scroll back.
  passage.range.startContainer.parentElement!.scrollIntoView({
    block: "center",
    behavior: still ? "instant" : "smooth",
  });
}

/**
 * Moves the focus to the paragraph, so that a screen reader reads on from there and Tab goes on to its links. The
 * attribute this needs is taken away when the focus leaves, or when `signal` ends the page.
 */
export function focusOn({ element }: Passage, signal: AbortSignal): void {
  const target = element as HTMLElement;
  if (!target.hasAttribute("tabindex")) {
    const restore = () => {
      target.removeAttribute("tabindex");
      left.abort();
    };
    const left = new AbortController();
    target.setAttribute("tabindex", "-1");
    target.addEventListener("blur", restore, left);
    signal.addEventListener("abort", restore, left);
  }
  target.focus?.({ preventScroll: true });
}
