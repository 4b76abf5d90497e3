export { check } from "./check.js";
export { DEFAULTS, KINDS, type Settings } from "./schema.js";
