import type { ErrorCode } from "./errors.js";

/**
 * The events on `document`, with the type of their `detail`. None carries text of the article.
 *
 * @example
 * document.addEventListener("themelight:tagged", ({ detail }) => console.log(detail.counts));
 */
export interface ThemelightEvents {
  /** Fired before paragraphs are tagged. Call `preventDefault()` and they stay untagged. */
  "themelight:before-tag": { readonly paragraphs: number };
  /** All paragraphs in view are tagged. `paragraphs`: how many. */
  "themelight:ready": { readonly paragraphs: number };
  /**
   * The whole page is tagged, again after each change of the page. `counts`: the number of
   * paragraphs with each theme, by the theme's id.
   */
  "themelight:tagged": {
    readonly paragraphs: number;
    readonly counts: Readonly<Record<string, number>>;
  };
  /** A paragraph was selected. `index`: its index in `page.paragraphs`; -1 = none. */
  "themelight:select": { readonly index: number; readonly themes: readonly string[] };
  /** The filter changed. `themes`: the ids of the themes that are kept; empty = all. */
  "themelight:filter": { readonly themes: readonly string[] };
  /** Something failed. Nothing of Themelight is left on the page. */
  "themelight:error": { readonly code: ErrorCode; readonly message: string };
}

type EventsOf<M> = { [K in keyof M]: CustomEvent<M[K]> };

declare global {
  interface DocumentEventMap extends EventsOf<ThemelightEvents> {}
}
