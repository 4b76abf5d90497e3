/**
 * The settings, and their validation when they are read from storage or a file.
 */
import {
  type Check,
  flag,
  type Infer,
  id,
  isObject,
  LimitError,
  label,
  object,
  oneOf,
  record,
  text,
  ValidationError,
} from "./check.js";
import { MAX_MODELS, MAX_SELECTOR, MAX_SITES, MAX_THEMES } from "./limits.js";
import { color, PAGE_SETTINGS, probability } from "./values.js";

/**
 * An origin such as `https://example.vn`, in the spelling of the browser: lower case, punycode, no
 * default port.
 */
export const origin: Check<string> = (value, where) => {
  const expected = "a site such as https://example.vn";
  const given = text(300, /^https?:\/\/[^/\s*?#@\\]+$/i, expected)(value, where);
  if (!URL.canParse(given))
    throw new ValidationError(`${where}: expected ${expected}, found "${given}"`);
  return new URL(given).origin;
};

/** The reader's changes of a theme. Missing properties are the model's. */
const theme = object(
  {},
  { on: flag, name: label(200), color, colorDark: color, threshold: probability },
);
export type ThemeSettings = Infer<typeof theme>;

const site = object(
  {},
  {
    /** Missing: mark on request only. */
    rule: oneOf("always", "never"),
    /** CSS selector of the article that the reader chose. */
    root: label(MAX_SELECTOR),
  },
);
export type SiteSettings = Infer<typeof site>;

const CHECKS = {
  ...PAGE_SETTINGS,
  /** The model in use: "built-in", or the id of an imported one. */
  model: id,
  /** By model, by theme. */
  themes: record(id, record(id, theme, MAX_THEMES), MAX_MODELS),
  /** By origin. */
  sites: record(origin, site, MAX_SITES),
};

const settings = object(CHECKS);
export type Settings = Infer<typeof settings>;

export const BUILT_IN = "built-in";

export const DEFAULTS: Settings = {
  lang: "auto",
  legend: "closed",
  confidence: null,
  cues: true,
  strip: true,
  keys: true,
  model: BUILT_IN,
  themes: {},
  sites: {},
};

/**
 * Reads settings from a file. Missing settings get the defaults.
 *
 * @throws {ValidationError} for the first value that is not valid.
 */
export function settingsFrom(value: unknown): Settings {
  return { ...DEFAULTS, ...defined(object({}, CHECKS)(value, "settings")) };
}

const defined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;

/**
 * Returns settings with changed settings for a site. Removes a site without settings.
 *
 * @throws {LimitError} when there are too many sites.
 */
export function withSite(old: Settings, origin: string, changed: SiteSettings): Settings {
  const { [origin]: _, ...others } = old.sites;
  if (!Object.keys(changed).length) return { ...old, sites: others };
  const sites = { ...others, [origin]: changed };
  const count = Object.keys(sites).length;
  if (count > MAX_SITES)
    throw new LimitError("sites", `expected at most ${MAX_SITES} sites, found ${count}`);
  return { ...old, sites };
}

/** An unreadable stored value: its path in the settings, and the reason. */
export interface UnreadableSetting {
  /** Keys from the settings down to the value; empty for the settings themselves. */
  readonly path: readonly string[];
  readonly reason: string;
}

export interface StoredSettings {
  readonly settings: Settings;
  readonly unreadable: readonly UnreadableSetting[];
}

/**
 * Reads settings from storage. Omits unreadable values and keeps the others.
 */
export function readStored(value: unknown): StoredSettings {
  const unreadable: UnreadableSetting[] = [];
  const attempt = <T>(path: readonly string[], read: () => T): T | undefined => {
    try {
      return read();
    } catch (cause) {
      unreadable.push({ path, reason: (cause as Error).message });
      return undefined;
    }
  };
  /** Returns the readable entries of a table; `check` reads a table of one entry. */
  const table = <T>(
    path: readonly string[],
    value: unknown,
    most: number,
    check: Check<Readonly<Record<string, T>>>,
  ): Readonly<Record<string, T>> => {
    const kept = new Map<string, T>();
    for (const [name, one] of Object.entries(
      attempt(path, () => anyObject(value, path.join("."))) ?? {},
    )) {
      if (kept.size >= most) {
        unreadable.push({
          path: [...path, name],
          reason: `${name.slice(0, 60)}: more than ${most} entries`,
        });
        continue;
      }
      attempt([...path, name], () => {
        const [[known, read] = []] = Object.entries(check(tableOf(name, one), path.join(".")));
        if (known === undefined || kept.has(known))
          throw new ValidationError(`${name}: stands there twice`);
        kept.set(known, read!);
      });
    }
    return Object.fromEntries(kept);
  };

  if (value === undefined) return { settings: DEFAULTS, unreadable };
  const kept: Record<string, unknown> = {};
  const { sites, themes, ...others } = attempt([], () => anyObject(value, "settings")) ?? {};
  for (const [name, one] of Object.entries(others)) {
    // Possibly a setting of a newer version: keep it in storage.
    const check = Object.hasOwn(CHECKS, name)
      ? (CHECKS[name as keyof Settings] as Check<unknown>)
      : undefined;
    const read = attempt([name], () => {
      if (!check) throw new ValidationError(`"${name.slice(0, 60)}" is not a setting`);
      return check(one, name);
    });
    if (read !== undefined) kept[name] = read;
  }
  if (sites !== undefined) kept.sites = table(["sites"], sites, MAX_SITES, CHECKS.sites);
  if (themes !== undefined) {
    const models = table(["themes"], themes, MAX_MODELS, record(id, anyObject, 1));
    kept.themes = Object.fromEntries(
      Object.entries(models).map(([model, one]) => {
        return [model, table(["themes", model], one, MAX_THEMES, record(id, theme, 1))];
      }),
    );
  }
  return { settings: { ...DEFAULTS, ...kept }, unreadable };
}

/** Returns a table of one entry with any name. */
const tableOf = (name: string, value: unknown): object =>
  Object.defineProperty({}, name, { value, enumerable: true });

const anyObject: Check<Readonly<Record<string, unknown>>> = (value, where) => {
  if (!isObject(value)) throw new ValidationError(`${where}: expected an object`);
  return value;
};

/** Like {@link readStored}; logs the unreadable values. */
export function storedSettings(value: unknown): Settings {
  const { settings, unreadable } = readStored(value);
  for (const { reason } of unreadable.slice(0, 10)) {
    console.warn(`Themelight: a stored setting is left out: ${reason}`);
  }
  return settings;
}

/**
 * Returns the value to store for changed settings. Keeps unreadable values, unless the reader has
 * set them again; {@link withoutStored} removes them.
 */
export function toStore(changed: Settings, stored: unknown): unknown {
  const { settings, unreadable } = readStored(stored);
  const result: unknown = structuredClone(changed);
  for (const { path } of unreadable) {
    const top = path[0] as keyof Settings | undefined;
    if (top === undefined) continue;
    const isEntry = path.length > 1;
    const replaced = !isEntry && JSON.stringify(changed[top]) !== JSON.stringify(settings[top]);
    if (!replaced) setAt(result, path, valueAt(stored, path), isEntry);
  }
  return result;
}

/** Returns the stored value without the value at a path. */
export function withoutStored(stored: unknown, path: readonly string[]): unknown {
  if (!path.length) return {};
  const result: unknown = structuredClone(stored);
  const parent = valueAt(result, path.slice(0, -1));
  if (isObject(parent)) delete (parent as Record<string, unknown>)[path.at(-1)!];
  return result;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const name of path) at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  return at;
}

/** Sets a value and creates the objects of its path; with `keep`, only if there is no value. */
function setAt(target: unknown, path: readonly string[], value: unknown, keep: boolean): void {
  let at = target as Record<string, unknown>;
  for (const name of path.slice(0, -1)) {
    if (!Object.hasOwn(at, name)) define(at, name, {});
    at = at[name] as Record<string, unknown>;
  }
  const last = path.at(-1)!;
  if (!keep || !Object.hasOwn(at, last)) define(at, last, value);
}

/** `__proto__` as a name sets a property like any other. */
const define = (target: object, name: string, value: unknown): void => {
  Object.defineProperty(target, name, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
};
