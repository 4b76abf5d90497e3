/** Holds what a site wrote against the schema: trims, converts, and names what it cannot use with what it could. */
import type { Kind } from "./schema.js";

/** Raw values in, checked values out; what is wrong is left out and told to `warn`, never guessed. */
export function check<S>(
  raw: Readonly<Record<string, unknown>>,
  kinds: Readonly<Record<keyof S & string, Kind>>,
  warn: (message: string) => void,
  spell: (name: string) => string = (name) => name,
): Partial<S> {
  const checked: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined || value === null) continue;
    const kind = (kinds as Record<string, Kind | undefined>)[name];
    if (!kind) {
      warn(`${spell(name)} is not a setting. There are: ${Object.keys(kinds).map(spell).join(", ")}.`);
      continue;
    }
    const result = convert(typeof value === "string" ? value.trim() : value, kind);
    if (result === undefined) warn(`${spell(name)} cannot be ${show(value)}. It takes ${accepted(kind)}.`);
    else checked[name] = result;
  }
  return checked as Partial<S>;
}

function convert(value: unknown, kind: Kind): unknown {
  if (kind === "flag") return FLAGS[String(value)];
  if (kind === "selector") return isElements(value) || isSelector(value) ? value : undefined;
  if (kind === "address") return typeof value === "string" && value ? value : undefined;
  if (isRange(kind)) {
    const number = value === "" ? Number.NaN : Number(value);
    return number >= kind[0] && number <= kind[1] ? number : undefined;
  }
  return kind.find((word) => word === value);
}

/** An attribute without a value is a yes, as in HTML. */
const FLAGS: Record<string, boolean> = { true: true, false: false, "": true };

function accepted(kind: Kind): string {
  if (kind === "flag") return "true or false";
  if (kind === "selector") return "a CSS selector";
  if (kind === "address") return "an address";
  if (isRange(kind)) return `a number from ${kind[0]} to ${kind[1]}`;
  return kind.join(", ");
}

const isRange = (kind: readonly unknown[]): kind is readonly [number, number] => typeof kind[0] === "number";
const show = (value: unknown): string => (typeof value === "string" ? `"${value}"` : String(value));

function isElements(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => one instanceof Element);
}

function isSelector(value: unknown): boolean {
  if (typeof value !== "string" || !value) return false;
  try {
    document.createDocumentFragment().querySelector(value);
    return true;
  } catch {
    return false;
  }
}
