/** The message above the options. It stays in view, and never over the control with the focus. */
import { byId } from "../shared/page-dom.js";

/** Maximum length of a message, in UTF-16 code units. */
const LONGEST = 1000;

/** Prepares the message, and returns what shows one until the next, or until it is closed. */
export function noticeOf(): (text: string, wrong?: boolean) => void {
  const box = byId("notice-box");
  const { style } = document.documentElement;
  // The browser scrolls what gets the focus to below this. A message takes one line or many.
  const reserve = () => {
    style.scrollPaddingTop = box.hidden ? "" : `${Math.ceil(box.offsetHeight) + 8}px`;
  };
  const uncover = () => {
    reserve();
    const focused = document.activeElement;
    if (!focused || focused === document.body || box.contains(focused)) return;
    // What is visible in part, or lies under the message, is scrolled by the least distance.
    const { top } = focused.getBoundingClientRect();
    if (top < box.getBoundingClientRect().bottom) focused.scrollIntoView({ block: "nearest" });
  };
  new ResizeObserver(reserve).observe(box);
  byId("notice-close").onclick = () => {
    box.hidden = true;
    reserve();
  };
  return (text, wrong = false) => {
    box.hidden = false;
    const notice = byId("notice");
    notice.textContent = text.slice(0, LONGEST);
    notice.classList.toggle("wrong", wrong);
    uncover();
  };
}
