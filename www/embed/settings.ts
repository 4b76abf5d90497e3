/** The embed's settings as the page wrote them: a JSON script tag, and over it the attributes of the script itself. */
import { EMBED_KINDS, type EmbedSettings } from "../src/config/embed.js";
import { check } from "../src/config/index.js";

/** What script optimisers and consent managers leave on every script. */
const NOT_OURS = /^(?:cf|rocket|no[A-Z]|cookie|category|consent|turbo|nscript|src|type|pagespeed|optimi)/;

export function settingsOf(
  script: HTMLScriptElement | null,
  warn: (message: string) => void,
): Partial<EmbedSettings> {
  const json = document.querySelector<HTMLScriptElement>("script.themelight-config");
  const attributes = Object.entries(script?.dataset ?? {}).filter(([name]) => !NOT_OURS.test(name));
  return {
    ...check<EmbedSettings>(read(json, warn), EMBED_KINDS, warn),
    ...check<EmbedSettings>(Object.fromEntries(attributes), EMBED_KINDS, warn, attributeName),
  };
}

function read(json: HTMLScriptElement | null, warn: (message: string) => void): Record<string, unknown> {
  if (!json) return {};
  try {
    // An array or a word has no entries that are settings, and is told so entry by entry.
    return { ...JSON.parse(json.text) };
  } catch (cause) {
    warn(`the configuration is not JSON such as {"legend": "open"} (${(cause as Error).message})`);
    return {};
  }
}

/** minLength → data-min-length, as it is written in HTML. */
const attributeName = (name: string): string =>
  `data-${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
