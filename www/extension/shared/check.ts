/**
 * Small checks for values from outside: messages, storage, files. Each gives the value back with its type, or throws an
 * error that says where it is, what was expected and what came. Only own properties count, and only those named.
 */
export type Check<T> = (value: unknown, where: string) => T;

export class Unexpected extends Error {
  override readonly name = "Unexpected";
}

const fail = (where: string, expected: string, found: unknown): never => {
  throw new Unexpected(`${where}: expected ${expected}, found ${shown(found)}`);
};

function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  const text = String(value);
  return typeof value === "string" ? `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"` : text;
}

export const flag: Check<boolean> = (value, where) =>
  typeof value === "boolean" ? value : fail(where, "true or false", value);

export const number =
  (least: number, most: number): Check<number> =>
  (value, where) =>
    typeof value === "number" && value >= least && value <= most
      ? value
      : fail(where, `a number from ${least} to ${most}`, value);

/** A string of at most `most` UTF-16 units that fits a pattern. */
export const text =
  (most: number, pattern?: RegExp, expected = `a text of at most ${most} characters`): Check<string> =>
  (value, where) =>
    typeof value === "string" && value.length <= most && (pattern?.test(value) ?? true)
      ? value
      : fail(where, expected, value);

export const oneOf =
  <const T extends string | null>(...words: readonly T[]): Check<T> =>
  (value, where) =>
    words.includes(value as T)
      ? (value as T)
      : fail(where, words.map((word) => word ?? "null").join(" or "), value);

export const either =
  <A, B>(first: Check<A>, second: Check<B>): Check<A | B> =>
  (value, where) => {
    try {
      return first(value, where);
    } catch {
      return second(value, where);
    }
  };

export const list =
  <T>(item: Check<T>, most: number): Check<T[]> =>
  (value, where) => {
    if (!Array.isArray(value)) return fail(where, "a list", value);
    if (value.length > most)
      throw new Unexpected(`${where}: expected at most ${most} items, found ${value.length}`);
    return value.map((one, i) => item(one, `${where}[${i}]`));
  };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object used as a table. `__proto__` is no key of ours. */
export const record =
  <T>(key: Check<string>, item: Check<T>): Check<Record<string, T>> =>
  (value, where) => {
    if (!isObject(value)) return fail(where, "an object", value);
    const entries = Object.entries(value).map(([name, one]) => {
      if (name === "__proto__") return fail(where, "a name", name);
      return [key(name, `${where}'s name`), item(one, `${where}.${name}`)] as const;
    });
    return Object.fromEntries(entries);
  };

type Checks<T> = { readonly [K in keyof T]-?: Check<Exclude<T[K], undefined>> };

/** An object with these properties; the second ones may be missing, and any other is refused by name. */
export const object =
  <T>(required: Partial<Checks<T>>, optional: Partial<Checks<T>> = {}): Check<T> =>
  (value, where) => {
    if (!isObject(value)) return fail(where, "an object", value);
    const checks = { ...required, ...optional } as Record<string, Check<unknown>>;
    const result: Record<string, unknown> = {};
    for (const name of Object.keys(value)) {
      if (!Object.hasOwn(checks, name)) {
        throw new Unexpected(
          `${where}: "${name}" is not known here. Known are ${Object.keys(checks).join(", ")}`,
        );
      }
      if (value[name] !== undefined) result[name] = checks[name]!(value[name], `${where}.${name}`);
    }
    for (const name of Object.keys(required)) {
      if (result[name] === undefined) throw new Unexpected(`${where}: "${name}" is missing`);
    }
    return result as T;
  };
