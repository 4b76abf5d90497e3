/**
 * Validates values of messages, storage and files. A check returns the typed value, or throws an
 * error with the path of the value, what was expected and what was found. Checks read own
 * properties only.
 */
export type Check<T> = (value: unknown, where: string) => T;

/** The type that a check returns. */
export type Infer<C> = C extends Check<infer T> ? T : never;

/** A value that does not have the expected form. */
export class ValidationError extends Error {
  override readonly name: string = "ValidationError";
  readonly code: string;

  constructor(message: string, code = "input/invalid") {
    super(message);
    this.code = code;
  }
}

/** A value of the expected form that exceeds a limit. */
export class LimitError extends ValidationError {
  override readonly name = "LimitError";

  constructor(kind: string, message: string) {
    super(message, `limit/${kind}`);
  }
}

const fail = (where: string, expected: string, found: unknown): never => {
  throw new ValidationError(`${where}: expected ${expected}, found ${shown(found)}`);
};

function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return typeof value === "string" ? `"${clip(value)}"` : String(value);
}

/** Names come from files and may be of any length; an error message may not. */
const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

export const flag: Check<boolean> = (value, where) =>
  typeof value === "boolean" ? value : fail(where, "true or false", value);

export const number =
  (least: number, most: number): Check<number> =>
  (value, where) =>
    typeof value === "number" && value >= least && value <= most
      ? value
      : fail(where, `a number from ${least} to ${most}`, value);

export const integer =
  (least: number, most: number): Check<number> =>
  (value, where) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? (value as number)
      : fail(where, `a whole number from ${least} to ${most}`, value);

/** Accepts a string of at most `most` UTF-16 units that matches a pattern. */
export const text =
  (
    most: number,
    pattern?: RegExp,
    expected = `a text of at most ${most} characters`,
  ): Check<string> =>
  (value, where) => {
    if (typeof value === "string" && value.length > most) {
      throw new LimitError(
        "text",
        `${where}: expected ${expected}, found ${value.length} characters`,
      );
    }
    return typeof value === "string" && (pattern?.test(value) ?? true)
      ? value
      : fail(where, expected, value);
  };

/** Control characters, line and paragraph separators, halves of surrogate pairs. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/**
 * Accepts a string for display and CSS, without control characters, which can end a string in CSS.
 */
export const label =
  (most: number): Check<string> =>
  (value, where) => {
    const found = text(most)(value, where);
    const [control] = UNPRINTABLE.exec(found) ?? [];
    if (control === undefined) return found;
    const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    throw new ValidationError(
      `${where}: expected a text without control characters, found U+${code}`,
    );
  };

/**
 * Accepts the id of a theme or a model, except `__proto__`, which cannot be a key of a plain
 * object.
 */
export const id: Check<string> = (value, where) => {
  const found = label(200)(value, where);
  return found === "__proto__" ? fail(where, "an id", found) : found;
};

/** Accepts one of these values. */
export const oneOf =
  <const T extends string | number | null>(...values: readonly T[]): Check<T> =>
  (value, where) =>
    values.includes(value as T)
      ? (value as T)
      : fail(where, values.map(String).join(" or "), value);

export const nullable =
  <T>(check: Check<T>): Check<T | null> =>
  (value, where) =>
    value === null ? null : check(value, where);

export const list =
  <T>(item: Check<T>, most: number): Check<readonly T[]> =>
  (value, where) => {
    if (!Array.isArray(value)) return fail(where, "a list", value);
    if (value.length > most) {
      throw new LimitError(
        "list",
        `${where}: expected at most ${most} items, found ${value.length}`,
      );
    }
    return value.map((one, i) => item(one, `${where}[${i}]`));
  };

/** A plain object, not a list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Accepts an object used as a table of at most `most` entries. */
export const record =
  <T>(key: Check<string>, item: Check<T>, most: number): Check<Readonly<Record<string, T>>> =>
  (value, where) => {
    if (!isObject(value)) return fail(where, "an object", value);
    const given = Object.entries(value);
    if (given.length > most) {
      throw new LimitError(
        "entries",
        `${where}: expected at most ${most} entries, found ${given.length}`,
      );
    }
    const entries = new Map<string, T>();
    for (const [name, one] of given) {
      if (name === "__proto__") return fail(where, "a name", name);
      const known = key(name, `a name in ${where}`);
      // Two spellings of an origin, for example with and without the default port.
      if (entries.has(known)) return fail(where, "each name once", known);
      entries.set(known, item(one, `${where}.${clip(name)}`));
    }
    return Object.fromEntries(entries);
  };

/**
 * Returns the value of a key in a table. Ignores inherited properties such as `constructor`.
 */
export const entryOf = <T>(
  table: Readonly<Record<string, T>> | undefined,
  key: string,
): T | undefined => (table && Object.hasOwn(table, key) ? table[key] : undefined);

type Checks = Readonly<Record<string, Check<unknown>>>;

type Properties<Required extends Checks, Optional extends Checks> = {
  readonly [K in keyof Required]: Infer<Required[K]>;
} & { readonly [K in keyof Optional]?: Infer<Optional[K]> | undefined };

// biome-ignore lint/complexity/noBannedTypes: no optional properties.
type None = {};

/** Accepts an object with these properties, some of them optional. Refuses others by name. */
export const object =
  <Required extends Checks, Optional extends Checks = None>(
    required: Required,
    optional?: Optional,
  ): Check<Properties<Required, Optional>> =>
  (value, where) => {
    if (!isObject(value)) return fail(where, "an object", value);
    const checks: Checks = { ...required, ...optional };
    const result: Record<string, unknown> = {};
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(checks, name)) {
        throw new ValidationError(
          `${where}: "${clip(name)}" is not known here. Known are ${Object.keys(checks).join(", ")}`,
        );
      }
      if (value[name] !== undefined) result[name] = checks[name]!(value[name], `${where}.${name}`);
    }
    for (const name of Object.keys(required)) {
      if (result[name] === undefined) throw new ValidationError(`${where}: "${name}" is missing`);
    }
    return result as Properties<Required, Optional>;
  };
