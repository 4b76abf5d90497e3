/** Reads the embed's settings: those of the JSON script tag, then the attributes of the script. */
import { check } from "../src/api/check.js";
import { EMBED_SETTINGS, type EmbedSettings } from "../src/api/settings.js";
import { bare, doc, isScript } from "../src/dom/native.js";

/** Attributes that script optimisers and consent managers add to every script. */
const NOT_OURS =
  /^(?:cf|rocket|no[A-Z]|cookie|category|consent|turbo|nscript|src|type|pagespeed|optimi)/;

/**
 * Both sources are `<script>` elements, which no site lets its readers write; other elements with
 * the same class or name are ignored.
 */
export function settingsOf(
  script: HTMLScriptElement | null,
  warn: (message: string) => void,
): Partial<EmbedSettings> {
  const json = [...doc.querySelectorAll("script.themelight-config")].find(isScript);
  const attributes = Object.entries(script?.dataset ?? {}).filter(([name]) => !NOT_OURS.test(name));
  return Object.assign(
    bare({}),
    check(json ? read(json, warn) : {}, EMBED_SETTINGS, warn),
    check(Object.fromEntries(attributes), EMBED_SETTINGS, warn, attributeName),
  );
}

function read(json: HTMLScriptElement, warn: (message: string) => void): Record<string, unknown> {
  try {
    // Of an array or a string, `check` warns of each entry.
    return bare(JSON.parse(json.text));
  } catch (cause) {
    warn(`the configuration is not JSON such as {"legend": "open"} (${(cause as Error).message})`);
    return {};
  }
}

/** minLength → data-min-length. */
export const attributeName = (name: string): string =>
  `data-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
