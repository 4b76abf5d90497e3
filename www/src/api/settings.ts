/**
 * The settings: one definition of each, from which its type, its default, its check, the warning
 * about a wrong value and the table in `www/embed/README.md` are derived.
 */
import { bare } from "../dom/native.js";
import { LANGS } from "../i18n/lang.js";

/** The values that a setting takes: some words, a number in a range, or one of these. */
export type Kind =
  | "flag"
  | "selector"
  | "address"
  | "hash"
  | readonly string[]
  | readonly [least: number, most: number];

export interface Setting<T> {
  readonly kind: Kind;
  readonly default: T;
}

export type Schema = Readonly<Record<string, Setting<unknown>>>;

/** The values of a schema. */
export type ValuesOf<S extends Schema> = { readonly [K in keyof S]: S[K]["default"] };

const flag = (value: boolean): Setting<boolean> => ({ kind: "flag", default: value });
const choice = <W extends string>(value: W, kind: readonly W[]): Setting<W> => ({
  kind,
  default: value,
});
const selector = <T = string>(): Setting<T | undefined> => ({
  kind: "selector",
  default: undefined,
});
const address = (): Setting<string | undefined> => ({ kind: "address", default: undefined });

/** The settings of `attach`, of the embed's `data-*` attributes and of its JSON. */
export const SETTINGS = {
  /**
   * The article: a CSS selector or elements.
   *
   * @default undefined: found automatically
   * @example ".post-content"
   */
  root: selector<string | readonly Element[]>(),
  /**
   * A CSS selector of elements in the article that are not tagged.
   *
   * @default undefined: none
   * @example ".advertisement, aside"
   */
  ignore: selector(),
  /** Tags headings as well. @default false */
  headings: flag(false),
  /**
   * Shorter paragraphs are not tagged: bylines, dates. In UTF-16 code units, 1 to 1000.
   *
   * @default 40
   */
  minLength: { kind: [1, 1000], default: 40 } as Setting<number>,
  /** The language of labels and legend. @default "auto": the page's `lang` */
  lang: choice("auto", ["auto", ...LANGS]),
  /** The legend at first, until the reader opens or closes it. @default "closed" */
  legend: choice("closed", ["open", "closed", "none"]),
  /** Tints the words that a theme's score depends on most. @default true */
  cues: flag(true),
  /** Shows the positions of all themes beside the scrollbar. @default true */
  strip: flag(true),
  /** The keys J and K step through the paragraphs; the reader can switch them off. @default true */
  keys: flag(true),
  /**
   * Keeps the filter in the page's address, for links to a filtered page.
   *
   * @default false
   * @example the filter in an address: `#themelight=staffing,training`
   */
  share: flag(false),
  /**
   * Lets readers report wrong and missing themes in “why?”, as the event `themelight:report`.
   *
   * @default false
   */
  report: flag(false),
};

export type Settings = ValuesOf<typeof SETTINGS>;

/** The settings of the embed. */
export const EMBED_SETTINGS = {
  ...SETTINGS,
  /** Tags the page by itself; false = not before `themelight.attach()`. @default true */
  auto: flag(true),
  /** The address of a model. @default undefined: the one beside the script */
  model: address(),
  /**
   * The hash of that model, as in a script's `integrity` attribute: another file is refused.
   *
   * @default undefined: not checked
   */
  modelIntegrity: { kind: "hash", default: undefined } as Setting<string | undefined>,
  /** The address of the engine. @default undefined: the one beside the script */
  wasm: address(),
  /**
   * The address of the embed's folder, for pages where a script optimiser hides it.
   *
   * @default undefined: the script's own folder
   */
  base: address(),
};

export type EmbedSettings = ValuesOf<typeof EMBED_SETTINGS>;

/** Returns all settings: the given ones, and the defaults of the others. */
export function withDefaults<S extends Schema>(
  schema: S,
  given: Partial<ValuesOf<S>>,
): ValuesOf<S> {
  const defaults = Object.entries(schema).map(([name, setting]) => [name, setting.default]);
  return bare({ ...Object.fromEntries(defaults), ...given });
}
