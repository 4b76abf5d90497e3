/** What the widget tells the page: typed DOM events on `document`. None of them carries text of the article. */

export interface ThemelightEvents {
  /** Before paragraphs are tagged; cancel it and they stay untagged. */
  "themelight:before-tag": { readonly paragraphs: number };
  /** Everything in view is tagged. */
  "themelight:ready": { readonly paragraphs: number };
  /** The whole page is tagged, or tagged again after it changed. */
  "themelight:tagged": { readonly paragraphs: number; readonly counts: Readonly<Record<string, number>> };
  /** The reader or the page chose a paragraph: its index in `page.paragraphs`, -1 for none. */
  "themelight:select": { readonly index: number; readonly themes: readonly string[] };
  /** Themes chosen as a filter; empty = all. */
  "themelight:filter": { readonly themes: readonly string[] };
  /** Something failed; the page stays as it was. */
  "themelight:error": { readonly code: string; readonly message: string };
}

declare global {
  interface DocumentEventMap extends EventsOf<ThemelightEvents> {}
}
type EventsOf<M> = { [K in keyof M]: CustomEvent<M[K]> };

/** Fires an event; false when a listener cancelled it. */
export function fire<K extends keyof ThemelightEvents>(type: K, detail: ThemelightEvents[K]): boolean {
  return document.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, cancelable: true }));
}
