import type { ErrorCode } from "./errors.js";

/**
 * Why a page has the marks that it has.
 *
 * - `found`: an article, with or without themes
 * - `other-language`: an article without themes, in a language that the model does not read
 * - `no-article`: no article, as on front pages and forms
 * - `hidden`: only text that is not rendered; it is tagged when it shows
 * - `shadow-root`: only text in shadow roots, which is not read
 * - `root-not-found`: the setting `root` matches no element
 */
export type PageStatus =
  | "found"
  | "other-language"
  | "no-article"
  | "hidden"
  | "shadow-root"
  | "root-not-found";

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
   * paragraphs with each theme, by the theme's id. `status`: whether an article was found.
   */
  "themelight:tagged": {
    readonly paragraphs: number;
    readonly counts: Readonly<Record<string, number>>;
    readonly status: PageStatus;
  };
  /** A paragraph was selected. `index`: its index in `page.paragraphs`; -1 = none. */
  "themelight:select": { readonly index: number; readonly themes: readonly string[] };
  /** The filter changed. `themes`: the ids of the themes that are kept; empty = all. */
  "themelight:filter": { readonly themes: readonly string[] };
  /**
   * A reader reported a theme of the paragraph with this index as wrong or missing (setting
   * `report`). Nothing is sent.
   */
  "themelight:report": {
    readonly index: number;
    readonly theme: string;
    readonly kind: "wrong" | "missing";
  };
  /** Something failed. Nothing of Themelight is left on the page. */
  "themelight:error": { readonly code: ErrorCode; readonly message: string };
}

type EventsOf<M> = { [K in keyof M]: CustomEvent<M[K]> };

declare global {
  interface DocumentEventMap extends EventsOf<ThemelightEvents> {}
}
