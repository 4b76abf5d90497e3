import type { Settings } from "./settings.js";

export interface SelectOptions {
  /** Scrolls the paragraph into view. @default true */
  readonly scroll?: boolean;
  /** Moves the focus to the paragraph, for keyboard and screen reader. @default false */
  readonly focus?: boolean;
}

/** Installs rules in the page; returns a function that removes them. */
export type InstallStyles = (css: string) => () => void;

/** Keeps what the reader chose in the legend. */
export interface ChoiceStorage {
  /** Returns the stored value; null = none. */
  get(name: string): string | null;
  set(name: string, value: string): void;
}

/**
 * Options of `attach`: any of the settings, and how to reach the page.
 *
 * @example
 * attach(tagger, { root: ".post", legend: "open", lang: "en" });
 */
export interface AttachOptions extends Partial<Omit<Settings, "root">> {
  /** The article: a selector, an element, or several elements. @default found automatically */
  readonly root?: Settings["root"] | Element;
  /** Installs the rules for the page. @default a constructable style sheet */
  readonly installStyles?: InstallStyles | undefined;
  /** Keeps the reader's choices. @default `localStorage` of the site */
  readonly storage?: ChoiceStorage | undefined;
}

/** What `attach` marks: the article as an element, elements or a selector; or options. */
export type AttachTarget = Element | Iterable<Element> | string | AttachOptions;
