/** The message above the options. It stays in view, and never over the control with the focus. */
import { byId } from "../shared/page-dom.js";
import type { Failure } from "./failure.js";

/** Maximum length of a text, in UTF-16 code units. */
const LONGEST = 1000;

/** A button in the message of a failure. */
export interface Again {
  readonly name: string;
  run(): void;
}

export type Notify = (what: string | Failure, again?: Again) => void;

/** Prepares the message, and returns what shows one until the next, or until it is closed. */
export function noticeOf(): Notify {
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
  const close = () => {
    box.hidden = true;
    reserve();
  };
  byId("notice-close").onclick = close;
  return (what, again) => {
    box.hidden = false;
    const failure = typeof what === "string" ? undefined : what;
    const notice = byId("notice");
    notice.textContent = (failure?.text ?? (what as string)).slice(0, LONGEST);
    notice.classList.toggle("wrong", !!failure);
    const details = byId<HTMLDetailsElement>("notice-details");
    details.hidden = !failure;
    details.open = false;
    byId("notice-detail").textContent = failure?.detail.slice(0, LONGEST) ?? "";
    const button = byId("notice-again");
    button.hidden = !again;
    button.textContent = again?.name ?? "";
    button.onclick = () => {
      close();
      again?.run();
    };
    uncover();
  };
}
