import { tagOf } from "./element.js";
import { getter } from "./native.js";

const isContentEditable = getter("HTMLElement", "isContentEditable");

/** True for a key event in a text field: single letters there are text, not shortcuts. */
export function isWriting(event: Event): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  return isContentEditable(target) || /^(INPUT|TEXTAREA|SELECT)$/.test(tagOf(target));
}
