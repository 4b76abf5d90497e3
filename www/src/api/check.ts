/** Checks settings: trims and converts values, and warns of those that are not valid. */
import { doc, isElement } from "../dom/native.js";
import type { Kind, Schema, ValuesOf } from "./settings.js";

/**
 * Returns the valid settings and calls `warn` for each of the others. Reads own properties
 * only, and so must its callers: a page may have added `root` or `model` to `Object.prototype`.
 *
 * @param spell returns a setting's name as the site writes it, for the warning
 */
export function check<S extends Schema>(
  raw: Readonly<Record<string, unknown>>,
  schema: S,
  warn: (message: string) => void,
  spell: (name: string) => string = (name) => name,
): Partial<ValuesOf<S>> {
  const checked: [name: string, value: unknown][] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined || value === null) continue;
    if (!Object.hasOwn(schema, name)) {
      warn(
        `${spell(name)} is not a setting. There are: ${Object.keys(schema).map(spell).join(", ")}.`,
      );
      continue;
    }
    const { kind } = schema[name]!;
    const result = convert(typeof value === "string" ? value.trim() : value, kind);
    if (result === undefined)
      warn(`${spell(name)} cannot be ${show(value)}. It takes ${accepted(kind)}.`);
    else checked.push([name, result]);
  }
  return Object.fromEntries(checked) as Partial<ValuesOf<S>>;
}

function convert(value: unknown, kind: Kind): unknown {
  if (kind === "flag") return flag(value);
  if (kind === "selector") return isElements(value) || isSelector(value) ? value : undefined;
  if (kind === "address") return typeof value === "string" && value ? value : undefined;
  if (kind === "hash")
    return /^sha(256|384|512)-[\w+/]+=*$/.test(value as string) ? value : undefined;
  if (isRange(kind)) {
    const number = value === "" ? Number.NaN : Number(value);
    return number >= kind[0] && number <= kind[1] ? number : undefined;
  }
  return kind.find((word) => word === value);
}

/** As in HTML, an attribute without a value means true. */
function flag(value: unknown): boolean | undefined {
  if (value === true || value === "true" || value === "") return true;
  return value === false || value === "false" ? false : undefined;
}

/** Describes the values that a kind takes. */
export function accepted(kind: Kind): string {
  if (kind === "flag") return "true or false";
  if (kind === "selector") return "a CSS selector";
  if (kind === "address") return "an address";
  if (kind === "hash") return "a hash such as sha256-…";
  if (isRange(kind)) return `a number from ${kind[0]} to ${kind[1]}`;
  return kind.join(", ");
}

const isRange = (kind: readonly unknown[]): kind is readonly [number, number] =>
  typeof kind[0] === "number";

function show(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  // An object without a prototype cannot be converted to a string.
  return typeof value === "object"
    ? Array.isArray(value)
      ? "a list"
      : "an object"
    : String(value);
}

function isElements(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isElement);
}

/** True for a CSS selector that this browser can parse. */
export function isSelector(value: unknown): boolean {
  if (typeof value !== "string" || !value) return false;
  try {
    doc.createDocumentFragment().querySelector(value);
    return true;
  } catch {
    return false;
  }
}
