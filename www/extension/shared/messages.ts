/**
 * Defines every message of the extension: sender, receiver, fields and response. Types are inferred
 * from the checks. The receiver validates the fields, the sender the response.
 *
 * To add a message, add an entry to `MESSAGES` and its handler in `background/requests.ts` or
 * `content/content-controller.ts`.
 */
import type { PageStatus } from "../../src/api/events.js";
import {
  type Check,
  flag,
  type Infer,
  id,
  integer,
  isObject,
  label,
  list,
  nullable,
  number,
  object,
  oneOf,
  record,
  text,
} from "./check.js";
import {
  MAX_CORRECTED_TEXT,
  MAX_CSS,
  MAX_SELECTOR,
  MAX_TEXT,
  MAX_TEXTS,
  MAX_THEMES,
} from "./limits.js";
import { color, PAGE_SETTINGS, probability } from "./values.js";

const paragraph = text(MAX_TEXT);
const ids = list(id, MAX_THEMES);
const count = integer(0, 1e6);
const nothing = oneOf(null);
const language = label(100);
const names = record(label(40), label(200), 50);

/** The reader's verdict on a theme of a paragraph; null removes it. */
const verdict = nullable(flag);
export type Verdict = Infer<typeof verdict>;

/** By theme. */
export const verdicts = record(id, flag, MAX_THEMES);
export type Verdicts = Infer<typeof verdicts>;

export const theme = object({
  id,
  /** By language. */
  name: names,
  color,
  colorDark: color,
  threshold: number(0, 1),
  bias: number(-1e9, 1e9),
});

const themeCount = object({
  id,
  name: names,
  color,
  colorDark: color,
  line: oneOf("solid", "double", "dashed", "dotted"),
  glyph: label(4),
  threshold: number(0, 1),
  count,
});
export type ThemeCount = Infer<typeof themeCount>;

/** The statuses of a page without marks that the highlighter found; see `PageStatus`. */
export const NOTHING_FOUND = [
  "other-language",
  "no-article",
  "hidden",
  "shadow-root",
  "root-not-found",
] as const satisfies readonly PageStatus[];

const status = oneOf(
  "tagging",
  "tagged",
  ...NOTHING_FOUND,
  "never",
  "opted-out",
  "owned",
  "off",
  "failed",
  "picking",
  "pdf",
);
/** State of the marks, or why there are none. */
export type Status = Infer<typeof status>;

export const pageState = object(
  {
    status,
    paragraphs: count,
    shown: count,
    /** Position of the selected paragraph among those shown, from 1; 0 = none. */
    position: count,
    /** Ids of the themes that the filter keeps; none = all. */
    filter: ids,
    confidence: nullable(number(0, 1)),
    lang: oneOf("vi", "en"),
    themes: list(themeCount, MAX_THEMES),
  },
  {
    /** Details of a failure, shown to the reader. */
    message: text(1000),
    /** The language that the model reads, as a language tag. */
    language,
  },
);
/** State of a page, for popup and badge. */
export type PageState = Infer<typeof pageState>;

const beginning = object(
  {
    themes: list(theme, MAX_THEMES),
    settings: object(PAGE_SETTINGS),
    /** The language that the model reads, as a language tag; empty if the page is not marked. */
    language,
  },
  {
    /** The reader turned marks off on this page. */
    refused: oneOf("never"),
    /** CSS selector of the article. */
    root: text(MAX_SELECTOR),
  },
);
export type Beginning = Infer<typeof beginning>;

type Context = "background" | "content" | "own page";

/** A message with fields: sender, receiver and response. */
const message = <From extends Context, To extends Context, Fields extends object, Response>(
  from: From,
  to: To,
  fields: Check<Fields>,
  response: Check<Response>,
) => ({ from, to, fields, response });

/** Returns a request of a content script to the background. */
const request = <Fields extends object, Response>(
  fields: Check<Fields>,
  response: Check<Response>,
) => message("content", "background", fields, response);

/**
 * Returns a command of popup or background to a content script. The response is the page's state
 * afterwards.
 */
const command = <Fields extends object>(fields: Check<Fields>) =>
  message("own page", "content", fields, pageState);

export const MESSAGES = {
  /** Returns themes and settings to a content script that starts. */
  begin: request(object({}), beginning),
  tag: request(
    object({ texts: list(paragraph, MAX_TEXTS) }),
    object({
      /** For each text the probability of each theme, in the order of `Beginning.themes`. */
      scores: list(list(number(0, 1), MAX_THEMES), MAX_TEXTS),
      /** The reader's verdicts on texts, by index. */
      verdicts: record(text(10), verdicts, MAX_TEXTS),
    }),
  ),
  explain: request(
    object({ text: paragraph }),
    list(object({ theme: id, start: count, end: count, weight: number(-1e9, 1e9) }), 1e6),
  ),
  /** Inserts CSS into the page, or removes it. */
  styles: request(object({ css: text(MAX_CSS), on: flag }), nothing),
  /** The page's state has changed. The popup receives it too. */
  report: request(object({ state: pageState }), nothing),
  correct: request(
    object({ text: text(MAX_CORRECTED_TEXT), theme: id, verdict }),
    /** False in private windows, where nothing is stored. */
    object({ stored: flag }),
  ),
  /** Stores the selector of the site's articles; null = found automatically. */
  article: request(object({ root: nullable(label(MAX_SELECTOR)) }), nothing),
  legend: request(object({ legend: PAGE_SETTINGS.legend }), nothing),

  /** Returns the themes of a model; only the background opens models. */
  inspect: message(
    "own page",
    "background",
    object({ model: id }),
    object({ themes: list(theme, MAX_THEMES), bytes: integer(0, 1e9) }),
  ),

  state: command(object({})),
  /** Marks the sample page, where the browser does not run a content script. */
  mark: command(object({})),
  stop: command(object({})),
  restart: command(object({})),
  pick: command(object({})),
  why: command(object({})),
  filter: command(object({ themes: ids })),
  step: command(object({ by: oneOf(1, -1) })),
  confidence: command(object({ least: nullable(probability) })),
  selection: command(object({ text: paragraph })),
};

type Messages = typeof MESSAGES;
export type MessageName = keyof Messages;
type NamesTo<To extends Context> = {
  [N in MessageName]: Messages[N]["to"] extends To ? N : never;
}[MessageName];

export type Fields<N extends MessageName> = Infer<Messages[N]["fields"]>;
export type ResponseTo<N extends MessageName> = Infer<Messages[N]["response"]>;

/** The requests to the background. */
export type RequestName = NamesTo<"background">;
/** The commands to a content script. */
export type CommandName = NamesTo<"content">;

/** A message as it is sent. */
export type Sent<N extends MessageName> = { [K in N]: { readonly type: K } & Fields<K> }[N];
export type Command = Sent<CommandName>;

/** A model as the extension's pages show it. */
export type Inspected = ResponseTo<"inspect">;

/**
 * Validates a message for a receiver. Messages are broadcast: ignores those for other receivers.
 *
 * @returns The message; undefined if it is for another receiver.
 * @throws {ValidationError} if it is for this receiver and not valid.
 */
export function received(to: "background", value: unknown): Sent<RequestName> | undefined;
export function received(to: "content", value: unknown): Command | undefined;
export function received(to: Context, value: unknown): Sent<MessageName> | undefined {
  const { type, ...fields } = isObject(value) ? value : {};
  if (typeof type !== "string" || !Object.hasOwn(MESSAGES, type)) return undefined;
  const found = MESSAGES[type as MessageName];
  if (found.to !== to) return undefined;
  return { type, ...found.fields(fields, type) } as Sent<MessageName>;
}

/** The response of the background, or its error. */
export type Answer<T> = { readonly ok: T } | { readonly error: string; readonly code: string };

const failure = object({ error: text(2000), code: text(100) });

/** Validates the form of a response; the message's `response` validates its value. */
export const answer: Check<Answer<unknown>> = (value, where) =>
  isObject(value) && Object.hasOwn(value, "ok") ? { ok: value.ok } : failure(value, where);
