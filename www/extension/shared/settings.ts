/**
 * Everything the reader can set, and the one way to read what storage, a file or a message says of it. Nothing else in the
 * extension trusts a stored or imported value.
 */
import { type Check, either, flag, number, object, oneOf, record, text } from "./check.js";

/** What the reader changed about a theme; what is missing stays as the model says. */
export interface ThemeSettings {
  readonly on?: boolean | undefined;
  readonly name?: string | undefined;
  readonly color?: string | undefined;
  readonly colorDark?: string | undefined;
  readonly threshold?: number | undefined;
}

export interface SiteSettings {
  /** Without a rule: when the reader asks. */
  readonly rule?: "always" | "never" | undefined;
  /** Where the article is, as the reader pointed at it: a selector. */
  readonly root?: string | undefined;
}

export interface Settings {
  readonly lang: "auto" | "vi" | "en";
  readonly legend: "open" | "closed";
  /** Least probability that counts; null = each theme's own threshold. */
  readonly confidence: number | null;
  readonly cues: boolean;
  readonly strip: boolean;
  readonly keys: boolean;
  /** The model in use: "built-in", or the id of an imported one. */
  readonly model: string;
  /** By model, by theme. */
  readonly themes: Readonly<Record<string, Readonly<Record<string, ThemeSettings>>>>;
  /** By origin, as in `https://example.vn`. */
  readonly sites: Readonly<Record<string, SiteSettings>>;
}

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

const color = text(7, /^#[0-9a-f]{6}$/i, "a colour such as #1f5fbf");
const probability = number(0.05, 0.99);
const origin = text(300, /^https?:\/\/[^/\s*]+$/, "a site such as https://example.vn");
const name = text(200);

const theme: Check<ThemeSettings> = object(
  {},
  { on: flag, name, color, colorDark: color, threshold: probability },
);
const site: Check<SiteSettings> = object({}, { rule: oneOf("always", "never"), root: text(1000) });

const SETTINGS = {
  lang: oneOf("auto", "vi", "en"),
  legend: oneOf("open", "closed"),
  confidence: either(oneOf(null), probability),
  cues: flag,
  strip: flag,
  keys: flag,
  model: name,
  themes: record(name, record(name, theme)),
  sites: record(origin, site),
};

/** Settings from a file: all of it must be right. Settings that the file does not have are the defaults. */
export function settingsFrom(value: unknown): Settings {
  return { ...DEFAULTS, ...object<Partial<Settings>>({}, SETTINGS)(value, "settings") };
}

/** Settings from our own storage: what an older version or a broken disk left there does not stop the rest. */
export function storedSettings(value: unknown): Settings {
  const kept: Record<string, unknown> = {};
  for (const [key, check] of Object.entries(SETTINGS)) {
    try {
      const found = (value as Record<string, unknown> | undefined)?.[key];
      if (found !== undefined) kept[key] = (check as Check<unknown>)(found, key);
    } catch (problem) {
      console.warn(`Themelight: a stored setting is left out: ${(problem as Error).message}`);
    }
  }
  return { ...DEFAULTS, ...kept };
}
