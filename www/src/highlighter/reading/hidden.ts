/**
 * Watches for text that was not rendered to show: behind a dialog or a style that hides the page
 * until it is ready, in a fold or a tab. No timer, and nothing to do for a page without hidden text.
 */
import { isVisible, parentOf } from "../../dom/element.js";
import { bare } from "../../dom/native.js";
import { frame } from "../../dom/scheduling.js";

/** What hides and shows an element. */
const ATTRIBUTES = ["class", "style", "hidden", "open", "aria-hidden", "inert"];
/** Elements whose attributes are watched. */
const MOST_WATCHED = 3000;

export class HiddenWatch {
  readonly #observer: MutationObserver;
  readonly #shown: () => void;
  readonly #signal: AbortSignal;
  #hidden: readonly Element[] = [];
  #due = false;

  /** Calls `shown`, at most once a frame, when one of the watched elements is rendered. */
  constructor(shown: () => void, signal: AbortSignal) {
    this.#shown = shown;
    this.#signal = signal;
    this.#observer = new MutationObserver(() => this.check());
    signal.addEventListener("abort", () => {
      this.#hidden = [];
      this.#observer.disconnect();
    });
  }

  /** Watches these elements instead of those before. */
  watch(hidden: readonly Element[]): void {
    if (hidden === this.#hidden) return;
    this.#hidden = hidden;
    this.#observer.disconnect();
    const watched = new Set<Element>();
    for (const element of hidden) {
      // What holds an element may hide it.
      for (let up: Element | null = element; up && !watched.has(up); up = parentOf(up)) {
        if (watched.size === MOST_WATCHED) return;
        watched.add(up);
        this.#observer.observe(up, bare({ attributeFilter: ATTRIBUTES }));
      }
    }
  }

  /** Looks at the elements in the next frame, when the browser computes the styles anyway. */
  check(): void {
    if (this.#due || !this.#hidden.length) return;
    this.#due = true;
    const look = () => {
      this.#due = false;
      if (this.#hidden.some(isVisible)) this.#shown();
    };
    frame(this.#signal)
      .then(look)
      .catch(() => {});
  }
}
