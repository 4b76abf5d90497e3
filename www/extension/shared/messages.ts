/**
 * What the parts of the extension say to each other. A page's script asks the background (`Asks`); popup and background
 * tell a page's script what to do (`Tells`). Whoever receives a message checks it by these tables before doing anything.
 */
import type { Evidence, Theme } from "../../src/engine/index.js";
import { type Check, either, flag, list, number, object, oneOf, record, text } from "./check.js";
import type { Settings } from "./settings.js";

/** As many paragraphs as the reader in the page sends at once, with room. */
const MOST_TEXTS = 64;
/** No paragraph of an article is longer; what is, is a page that wants to keep us busy. */
export const MOST_TEXT = 200_000;

const id = text(200);
const paragraph = text(MOST_TEXT);
const themes = list(id, 200);
const short = text(1000);
const count = number(0, 1e9);

/** What the reader says of a theme of a paragraph; null takes it back. */
export type Verdict = boolean | null;
export type Verdicts = Readonly<Record<string, boolean>>;

/** How a page stands: what popup and badge show. */
export interface PageState {
  readonly status: Status;
  /** More about a failure, for the reader. */
  readonly message?: string | undefined;
  readonly paragraphs: number;
  readonly shown: number;
  /** The chosen one's place among those shown; 0 = none. */
  readonly place: number;
  readonly filter: readonly string[];
  readonly confidence: number | null;
  readonly lang: "vi" | "en";
  readonly themes: readonly ThemeCount[];
}
export interface ThemeCount {
  readonly id: string;
  /** Its name by language. */
  readonly name: Readonly<Record<string, string>>;
  readonly color: string;
  readonly colorDark: string;
  readonly line: string;
  readonly glyph: string;
  readonly count: number;
}

/** Why a page has no marks, or how far they are. */
export const STATUSES = [
  "tagging",
  "tagged",
  "no-article",
  "never",
  "opted-out",
  "owned",
  "off",
  "failed",
  "picking",
  "pdf",
] as const;
export type Status = (typeof STATUSES)[number];

const themeCount = object<ThemeCount>({
  id,
  name: record(id, short),
  color: short,
  colorDark: short,
  line: short,
  glyph: short,
  count,
});
export const pageState: Check<PageState> = object<PageState>(
  {
    status: oneOf(...STATUSES),
    paragraphs: count,
    shown: count,
    place: count,
    filter: themes,
    confidence: either(oneOf(null), number(0, 1)),
    lang: oneOf("vi", "en"),
    themes: list(themeCount, 200),
  },
  { message: text(2000) },
);

/** What a page needs to begin. */
export interface Beginning {
  readonly refused?: "never" | undefined;
  readonly themes: readonly Theme[];
  readonly root?: string | undefined;
  readonly settings: Pick<Settings, "lang" | "legend" | "confidence" | "cues" | "strip" | "keys">;
}
export interface Tagged {
  /** For each text the probability of each theme, in the order of `Beginning.themes`. */
  readonly scores: readonly (readonly number[])[];
  /** What the reader said about texts: by index. */
  readonly verdicts: Readonly<Record<string, Verdicts>>;
}

/** What a page's script may ask, and what it gets. */
export interface Asks {
  begin: [question: object, answer: Beginning];
  tag: [question: { texts: string[] }, answer: Tagged];
  explain: [question: { text: string }, answer: readonly Evidence[]];
  styles: [question: { css: string; on: boolean }, answer: null];
  state: [question: { state: PageState }, answer: null];
  judge: [question: { text: string; theme: string; verdict: Verdict }, answer: Verdicts];
  place: [question: { root: string | null }, answer: null];
  legend: [question: { legend: "open" | "closed" }, answer: null];
}
export const ASKS: { readonly [K in keyof Asks]: Check<Asks[K][0] & { ask: K }> } = {
  begin: object({ ask: oneOf("begin") }),
  tag: object({ ask: oneOf("tag"), texts: list(paragraph, MOST_TEXTS) }),
  explain: object({ ask: oneOf("explain"), text: paragraph }),
  styles: object({ ask: oneOf("styles"), css: text(100_000), on: flag }),
  state: object({ ask: oneOf("state"), state: pageState }),
  judge: object({
    ask: oneOf("judge"),
    text: paragraph,
    theme: id,
    verdict: either(oneOf(null), flag) as Check<Verdict>,
  }),
  place: object({ ask: oneOf("place"), root: either(oneOf(null), short) as Check<string | null> }),
  legend: object({ ask: oneOf("legend"), legend: oneOf("open", "closed") }),
};

/** What a page's script is told to do. It answers with how the page stands then. */
export type Tell =
  | { tell: "state" | "stop" | "restart" | "pick" | "why" }
  | { tell: "filter"; themes: string[] }
  | { tell: "step"; by: 1 | -1 }
  | { tell: "confidence"; least: number | null }
  | { tell: "selection"; text: string };
export type TellName = Tell["tell"];

const plain = <K extends TellName>(name: K) => object<{ tell: K }>({ tell: oneOf(name) });
export const TELLS: { readonly [K in TellName]: Check<Tell & { tell: K }> } = {
  state: plain("state"),
  stop: plain("stop"),
  restart: plain("restart"),
  pick: plain("pick"),
  why: plain("why"),
  filter: object({ tell: oneOf("filter"), themes }),
  step: object({ tell: oneOf("step"), by: number(-1, 1) as Check<1 | -1> }),
  confidence: object({
    tell: oneOf("confidence"),
    least: either(oneOf(null), number(0.05, 0.99)) as Check<number | null>,
  }),
  selection: object({ tell: oneOf("selection"), text: paragraph }),
};

/** Checks a message by the table of its kind. */
export function checked<K extends string, M>(
  kind: "ask" | "tell" | "own",
  table: Readonly<Record<K, Check<M>>>,
  message: unknown,
): M {
  const name = (message as Record<string, unknown> | null | undefined)?.[kind];
  if (typeof name !== "string" || !Object.hasOwn(table, name)) {
    throw new Error(`no message of ours: expected ${kind} to be one of ${Object.keys(table).join(", ")}`);
  }
  return table[name as K](message, name);
}

/** Every answer is one of these, so that an error reaches whoever asked as an error with its code. */
export type Answer<T> = { readonly ok: T } | { readonly error: string; readonly code: string };

export const answer: Check<Answer<unknown>> = (value, where) => {
  const found = value as Record<string, unknown> | null | undefined;
  if (found && Object.hasOwn(found, "ok")) return { ok: found.ok };
  return object<{ error: string; code: string }>({ error: text(2000), code: text(100) })(value, where);
};

const anything = number(-1e9, 1e9);
const theme = object<Theme>({
  id,
  name: record(id, short),
  color: short,
  colorDark: short,
  threshold: number(0, 1),
  bias: anything,
});
const evidence = object<Evidence>({ theme: id, start: count, end: count, weight: anything });
const verdicts = record(id, flag);

/** What the background answers, held against its form again where it arrives. */
export const ANSWERS: { readonly [K in keyof Asks]: Check<Asks[K][1]> } = {
  begin: object<Beginning>(
    {
      themes: list(theme, 200),
      settings: object<Beginning["settings"]>({
        lang: oneOf("auto", "vi", "en"),
        legend: oneOf("open", "closed"),
        confidence: either(oneOf(null), number(0, 1)),
        cues: flag,
        strip: flag,
        keys: flag,
      }),
    },
    { refused: oneOf("never"), root: short },
  ),
  tag: object<Tagged>({
    scores: list(list(number(0, 1), 200), MOST_TEXTS),
    verdicts: record(text(10), verdicts),
  }),
  explain: list(evidence, 1e6),
  judge: verdicts,
  styles: oneOf(null),
  state: oneOf(null),
  place: oneOf(null),
  legend: oneOf(null),
};

/** What our own pages ask the background: only there is a model opened. */
export interface Inspected {
  readonly themes: readonly Theme[];
  readonly bytes: number;
}
export interface Owns {
  inspect: [question: { model: string }, answer: Inspected];
}
export const OWNS: { readonly [K in keyof Owns]: Check<Owns[K][0] & { own: K }> } = {
  inspect: object({ own: oneOf("inspect"), model: id }),
};
export const OWN_ANSWERS: { readonly [K in keyof Owns]: Check<Owns[K][1]> } = {
  inspect: object<Inspected>({ themes: list(theme, 200), bytes: count }),
};
