export { check } from "../api/check.js";
export { DEFAULTS, KINDS, type Settings } from "../api/settings.js";
