/** What the playground hands out: the script element, the policy and the style sheet. */
import { attributeName } from "../../embed/settings.js";
import type { Schema, Setting } from "../../src/api/settings.js";

/** Values of settings as a form has them; those with their default are not written. */
export type Values = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Snippet {
  /** The folder of the embed on the reader's site, with a slash at the end. */
  readonly folder: string;
  /** SRI hash of `themelight.js`. */
  readonly integrity: string;
  readonly values: Values;
}

/** Returns the attributes of the settings that differ from their defaults, in the schema's order. */
export function attributesOf(schema: Schema, values: Values): [name: string, value: string][] {
  const changed = (name: string, { default: fallback }: Setting<unknown>) =>
    values[name] !== undefined && values[name] !== "" && values[name] !== fallback;
  return Object.entries(schema)
    .filter(([name, setting]) => changed(name, setting))
    .map(([name]) => [attributeName(name), String(values[name])]);
}

/** Returns the script element as HTML. */
export function scriptOf(schema: Schema, { folder, integrity, values }: Snippet): string {
  const attributes = attributesOf(schema, values).map(([name, value]) =>
    value === "true" ? name : `${name}="${escaped(value)}"`,
  );
  const lines = [
    `<script async src="${escaped(folder)}themelight.js" crossorigin="anonymous"`,
    `integrity="${escaped(integrity)}"`,
    ...attributes,
  ];
  return `${lines.join("\n  ")}></script>`;
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** Any address: relative addresses are of the site itself. */
const SITE = "https://site.invalid/";

/** Returns the policy that the snippet needs; a site adds the sources of its own files. */
export function policyOf({ folder, values }: Snippet): string {
  const scripts = sources([folder, values.base]);
  const connections = sources([folder, values.base, values.model, values.wasm]);
  return (
    `script-src ${scripts} 'wasm-unsafe-eval'; ` + `connect-src ${connections}; style-src 'self'`
  );
}

function sources(addresses: readonly unknown[]): string {
  const origins = addresses.flatMap((address) => {
    if (typeof address !== "string" || !address || !URL.canParse(address, SITE)) return [];
    const { origin } = new URL(address, SITE);
    return [`${origin}/` === SITE ? "'self'" : origin];
  });
  return [...new Set(["'self'", ...origins])].join(" ");
}

/** Returns the rule for the site's own style sheet; empty if nothing is changed. */
export function styleOf(properties: Readonly<Record<string, string>>): string {
  const lines = Object.entries(properties).filter(([, value]) => value !== "");
  if (lines.length === 0) return "";
  return `:root {\n${lines.map(([name, value]) => `  ${name}: ${value};`).join("\n")}\n}`;
}
