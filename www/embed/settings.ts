/** Reads the embed's settings: a JSON script tag, overridden by the attributes of the embed's script. */
import { EMBED_KINDS, type EmbedSettings } from "../src/config/embed.js";
import { check } from "../src/config/index.js";
import { bare, doc, isScript } from "../src/dom/native.js";

/** Attributes that script optimisers and consent managers add to every script. */
const NOT_OURS = /^(?:cf|rocket|no[A-Z]|cookie|category|consent|turbo|nscript|src|type|pagespeed|optimi)/;

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
    check<EmbedSettings>(json ? read(json, warn) : {}, EMBED_KINDS, warn),
    check<EmbedSettings>(Object.fromEntries(attributes), EMBED_KINDS, warn, attributeName),
  );
}

function read(json: HTMLScriptElement, warn: (message: string) => void): Record<string, unknown> {
  try {
    // An array or a word has no entries that are settings; `check` warns of each.
    return bare(JSON.parse(json.text));
  } catch (cause) {
    warn(`the configuration is not JSON such as {"legend": "open"} (${(cause as Error).message})`);
    return {};
  }
}

/** minLength → data-min-length, as it is written in HTML. */
const attributeName = (name: string): string =>
  `data-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
