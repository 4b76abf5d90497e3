export { check } from "./check.js";
export { DEFAULTS, EMBED_KINDS, type EmbedSettings, KINDS, type Settings } from "./schema.js";
